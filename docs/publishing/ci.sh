#!/usr/bin/env bash
# 检查并生成一个 perfdsl 项目，供任何一种自动流水线调用，也可以在自己的电脑上运行。
#
#     bash ci.sh [项目文件夹] [网站文件夹]        默认：当前文件夹、_site
#
# 环境变量：
#     PERFDSL      perfdsl 命令（默认：perfdsl；也可以写成 "python3 -m perfdsl"）
#     PUBLISH_TO   写了就把网站放到这个文件夹（服务器上用），旧版本留 KEEP 个（默认 3）
#
# 以 0 结束：全部通过。permalinks.lock 与提交的不一致时以 1 结束：先在自己的电脑上运行
#     perfdsl build --profile publish
# 看过改动、提交 permalinks.lock，再来。
set -euo pipefail

project=${1:-.}
site=${2:-_site}
read -r -a perfdsl <<<"${PERFDSL:-perfdsl}"
lock=$project/permalinks.lock

say() { printf '\n== %s\n' "$*"; }

say "格式"
"${perfdsl[@]}" fmt --check "$project"

say "检查"
"${perfdsl[@]}" check "$project"

say "生成网站"
before=$(mktemp)
trap 'rm -f "$before"' EXIT
[ ! -f "$lock" ] || cp "$lock" "$before"
"${perfdsl[@]}" build "$project" -o "$site" --profile publish

if ! cmp -s "$lock" "$before"; then
    say "permalinks.lock 与提交的不一致"
    diff "$before" "$lock" | head -n 40 || true
    echo "请在自己的电脑上运行 perfdsl build --profile publish，看过上面的改动，把 permalinks.lock 一起提交。" >&2
    exit 1
fi

if [ -n "${PUBLISH_TO:-}" ]; then
    say "发布"
    "${perfdsl[@]}" publish "$PUBLISH_TO" --site "$site" --keep "${KEEP:-3}"
fi
