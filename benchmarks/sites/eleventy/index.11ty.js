exports.data = { permalink: "/index.html", eleventyImport: { collections: ["unit"] } };

exports.render = ({ collections }) => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>预算绩效目标公开</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<h1>预算绩效目标公开</h1>
<ul>
${collections.unit.map((page) => `<li><a href="${page.url}">${page.data.unit.name}</a></li>`).join("\n")}
</ul>
</body>
</html>
`;
