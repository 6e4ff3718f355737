// The stream of what changes: open while the page is in view, closed in a hidden tab, taken up again when the server is.
(function () {
  "use strict";

  const live = window.perfdslLive;
  const { flash, make, note, say } = live;
  const PAUSES = [250, 500, 1000, 2000, 4000]; // ms between the attempts to reach a server that is away
  const NAMED = "th, h1, h2, h3";

  let version = live.shown;
  let source = null;
  let failures = 0;
  let timer = 0;

  function page() {
    const path = decodeURIComponent(location.pathname).slice(1);
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  }

  // All pages of a browser share its few connections, so the server must know which pages are of one.
  function browser() {
    try {
      if (!localStorage.perfdslBrowser) localStorage.perfdslBrowser = Math.random().toString(36).slice(2);
      return localStorage.perfdslBrowser;
    } catch {
      return "private";
    }
  }

  // ---- Events

  const EVENTS = {
    page: show,
    findings: live.findings,
    places: live.places,
    marks: live.setMarks,
    gone: ({ message, to }) => (to ? location.replace(`/${to}`) : note("gone", message, " ", make("a", { href: "/" }, "去首页"))),
    reload: () => location.reload(),
    pause,
    trouble: ({ message }) => (message ? note("trouble", message) : note("trouble")),
  };

  function show(change) {
    version = change.version;
    note("trouble");
    note("gone");
    if (change.title) document.title = change.title;
    tell(live.patch(change.body));
  }

  function tell(touched) {
    live.refreshRows();
    if (!touched.length) return;
    flash(touched);
    const names = touched.slice(0, 3).map((element) => nameOf(element)).filter(Boolean);
    say(`已更新${touched.length > 3 ? ` ${touched.length} 处` : ""}：${names.join("、")}`);
  }

  function nameOf(element) {
    const named = element.matches(NAMED) ? element : element.querySelector(NAMED) || element;
    return named.textContent.trim().slice(0, 30);
  }

  // ---- The connection

  function open() {
    clearTimeout(timer);
    if (source || document.hidden) return;
    const known = version === null ? "" : `&version=${version}`;
    source = new EventSource(`/-/events?page=${encodeURIComponent(page())}&browser=${browser()}${known}`);
    source.addEventListener("open", back);
    source.addEventListener("error", lose);
    Object.entries(EVENTS).forEach(([name, act]) => source.addEventListener(name, ({ data }) => act(JSON.parse(data))));
  }

  function close() {
    clearTimeout(timer);
    if (source) source.close();
    source = null;
  }

  // Too many pages are open side by side for the connections of a browser: this one waits until somebody turns to it.
  const TURNED = ["focus", "pointermove", "pointerdown", "keydown"];
  function pause() {
    close();
    note("away", "同时打开的网页太多，这一页暂停更新；点一下这一页，继续更新。");
    TURNED.forEach((name) => window.addEventListener(name, wake));
  }

  function wake() {
    TURNED.forEach((name) => window.removeEventListener(name, wake));
    open();
  }

  function back() {
    if (failures > 1) say("预览已恢复");
    failures = 0;
    note("away");
  }

  function lose() {
    close();
    failures += 1;
    if (failures > 1) note("away", "预览服务没有回应，正在重新连接。页面是最后一次收到的样子。");
    timer = setTimeout(open, PAUSES[Math.min(failures, PAUSES.length) - 1]);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  open();
})();
