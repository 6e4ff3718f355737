// Markdown as it is, no template language inside it: the fastest that Eleventy reads.
module.exports = (config) => {
  config.setFreezeReservedData(false);
  return { markdownTemplateEngine: false, htmlTemplateEngine: false, dir: { output: "_site" } };
};
