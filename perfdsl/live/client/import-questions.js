// What only a person knows: which framework, the year where the form does not say it, and what the table is called.
(function () {
  "use strict";

  const { importing, make } = window.perfdslLive;

  // again(framework): the file is to be imported anew.
  function drawQuestions(table, again) {
    const box = make("div", { class: "import-questions" }, ask("体系", framework(table, again)));
    if (!table.year) box.append(ask("年度", year(table), "原表没有写年度，请填。"));
    box.append(ask("名称", name(table)), ask("文件名", file(table)));
    return box;
  }

  function ask(label, field, hint = "") {
    return make("label", {}, make("span", {}, label), field, ...(hint ? [make("small", {}, hint)] : []));
  }

  function framework(table, again) {
    const names = table.frameworks.includes(table.framework) ? table.frameworks : ["", ...table.frameworks];
    const field = make("select", {}, ...names.map((one) => make("option", { value: one, selected: one === table.framework }, one || "没有认出，请选")));
    field.addEventListener("change", () => again(field.value));
    return field;
  }

  function year(table) {
    const field = make("input", { inputmode: "numeric", maxlength: "4", required: true, class: "import-year", value: importing.yearOf(table) });
    field.addEventListener("input", () => { if (isYear(field.value)) importing.setYear(table, field.value); });
    return field;
  }

  function isYear(text) {
    return /^(19|20)\d\d$/.test(text);
  }

  function name(table) {
    const field = make("input", { required: true, class: "import-name", value: importing.nameOf(table) });
    field.addEventListener("input", () => importing.setName(table, field.value));
    table.watchers.push(() => { if (document.activeElement !== field) field.value = importing.nameOf(table); });
    return field;
  }

  function file(table) {
    const field = make("input", { value: table.file, spellcheck: "false" });
    field.addEventListener("input", () => {
      table.file = field.value.trim();
      importing.tell(table);
    });
    return field;
  }

  Object.assign(importing, { drawQuestions });
})();
