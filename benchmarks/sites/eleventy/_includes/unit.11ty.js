const cells = (row, tag) => row.map((text) => `<${tag}>${text}</${tag}>`).join("");

const table = (heads, rows) => `<table>
<thead><tr>${cells(heads, "th")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>`;

exports.render = ({ unit, content }) => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${unit.name} - 预算绩效目标公开</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<p><a href="/">预算绩效目标公开</a></p>
<main>
<h1>${unit.name}</h1>
<p>${unit.year}年度 ${unit.form}</p>
<h2>资金（万元）</h2>
${unit.funding.map((block) => table([block.name, ...block.columns], block.rows.map((row) => `<tr class="d${row.depth}"><th>${row.name}</th>${cells(row.cells, "td")}</tr>`))).join("\n")}
<h2>项目（万元）</h2>
${table(["项目", ...unit.columns], unit.projects.map((row) => `<tr><th>${row.name}</th>${cells(row.cells, "td")}</tr>`))}
<h2>绩效指标</h2>
${unit.categories.map((category) => `<h3>${category.name}</h3>
${table(["分组", "指标", ...unit.periods], category.rows.map((row) => `<tr><td>${row.group}</td><th>${row.name}</th>${cells(row.cells, "td")}</tr>`))}`).join("\n")}
${content}
</main>
</body>
</html>
`;
