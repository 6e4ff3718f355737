-- 预算绩效目标数据库。一张公开的表（部门或项目）是 units 的一行。
-- number、yuan、points 等数值列可以直接计算；yuan 一律换算成元；text 是表中写的原文。
-- 各表按主键存放；要按表中的次序列出，写 ORDER BY unit_id, ordinal。

CREATE TABLE units (
    id TEXT PRIMARY KEY,            -- 表编号：年度和编码，也是网站上的地址
    kind TEXT NOT NULL,             -- 部门 或 项目
    name TEXT NOT NULL,             -- 单位或项目的名称
    year INTEGER,                   -- 预算年度
    framework TEXT NOT NULL,        -- 体系：按哪种表式填报
    title TEXT NOT NULL,            -- 表式的正式名称
    code TEXT NOT NULL,             -- 编码
    department TEXT NOT NULL,       -- 主管部门
    publisher TEXT NOT NULL,        -- 发布机构
    index_number TEXT NOT NULL,     -- 信息公开索引号
    document_number TEXT NOT NULL,  -- 文号
    approved TEXT NOT NULL,         -- 批复日期，照原文
    published TEXT NOT NULL,        -- 公开日期，照原文
    office TEXT NOT NULL,           -- 责任处室
    phone TEXT NOT NULL,            -- 联系电话
    header TEXT NOT NULL,           -- 其他表头，写成“键：值”，多条以“；”分开
    total NUMERIC,                  -- 全年资金总额，元；没有写或无法合计时为空
    projects INTEGER NOT NULL,      -- 项目的个数
    indicators INTEGER NOT NULL,    -- 三级指标的个数
    measured INTEGER NOT NULL,      -- 其中定量指标的个数
    file TEXT NOT NULL              -- 源文件
) WITHOUT ROWID;

CREATE TABLE sections (
    unit_id TEXT NOT NULL REFERENCES units (id),
    position INTEGER NOT NULL,      -- 在表中的次序，从 1 起
    title TEXT NOT NULL,            -- 栏目，如“年度目标”
    markdown TEXT NOT NULL,         -- 内容（Markdown）
    PRIMARY KEY (unit_id, position)
) WITHOUT ROWID;

CREATE TABLE funding (
    unit_id TEXT NOT NULL REFERENCES units (id),
    id TEXT NOT NULL,               -- 资金编号，在同一张表内不变
    parent_id TEXT NOT NULL,        -- 上级行的资金编号；最上一级为空
    block TEXT NOT NULL,            -- 收入、支出；表式不分收支时为空
    depth INTEGER NOT NULL,         -- 级次，从 1 起
    name TEXT NOT NULL,             -- 表式里的名称
    position INTEGER NOT NULL,      -- 第几栏，从 1 起
    column_name TEXT NOT NULL,      -- 栏，如“全年预算数”
    number NUMERIC,                 -- 写出的金额
    money_unit TEXT NOT NULL,       -- 元、万元或亿元
    yuan NUMERIC,                   -- 换算成元
    text TEXT NOT NULL,             -- 表中写的内容
    derived INTEGER NOT NULL,       -- 1：没有写，由下级合计得出
    unlisted INTEGER NOT NULL,      -- 1：表式里没有这一行，不计入任何合计
    notes TEXT NOT NULL,            -- 说明，写成“键：值”
    ordinal INTEGER NOT NULL,       -- 在表中的次序，从 1 起
    PRIMARY KEY (unit_id, id, position)
) WITHOUT ROWID;

CREATE TABLE projects (
    unit_id TEXT NOT NULL REFERENCES units (id),
    id TEXT NOT NULL,               -- 项目编号，在同一张表内不变
    parent_id TEXT NOT NULL,        -- “其中”一行所属的项目；项目本身为空
    name TEXT NOT NULL,             -- 项目或其中一部分的名称
    position INTEGER NOT NULL,      -- 第几栏，从 1 起
    column_name TEXT NOT NULL,      -- 栏
    number NUMERIC,                 -- 写出的金额
    money_unit TEXT NOT NULL,       -- 元、万元或亿元
    yuan NUMERIC,                   -- 换算成元
    text TEXT NOT NULL,             -- 表中写的内容
    key_tasks TEXT NOT NULL,        -- 由它保障的重点工作，多项以“；”分开
    notes TEXT NOT NULL,            -- 说明
    ordinal INTEGER NOT NULL,       -- 在表中的次序，从 1 起
    PRIMARY KEY (unit_id, id, position)
) WITHOUT ROWID;

CREATE TABLE indicators (
    unit_id TEXT NOT NULL REFERENCES units (id),
    id TEXT NOT NULL,               -- 指标编号，在同一张表内不变
    parent_id TEXT NOT NULL,        -- “其中”一行所属的指标；其他为空
    category TEXT NOT NULL,         -- 一级指标，体系里的名称
    subcategory TEXT NOT NULL,      -- 二级指标，体系里的名称
    key_task TEXT NOT NULL,         -- 重点工作
    linked_projects TEXT NOT NULL,  -- 对应项目，多个以“；”分开
    name TEXT NOT NULL,             -- 三级指标
    measured INTEGER NOT NULL,      -- 1：定量；0：定性
    points NUMERIC,                 -- 分值
    flags TEXT NOT NULL,            -- 标记，如“核心”
    notes TEXT NOT NULL,            -- 说明
    ordinal INTEGER NOT NULL,       -- 在表中的次序，从 1 起
    PRIMARY KEY (unit_id, id)
) WITHOUT ROWID;

CREATE TABLE targets (
    unit_id TEXT NOT NULL REFERENCES units (id),
    indicator_id TEXT NOT NULL,
    position INTEGER NOT NULL,      -- 第几期，从 1 起
    period TEXT NOT NULL,           -- 期：半年、全年、年度等
    comparator TEXT,                -- >=、<=、>、<、=；没有时为 NULL
    number NUMERIC,                 -- 数值：95% 为 95；区间为下限
    upper NUMERIC,                  -- 区间的上限、比例的后项
    unit TEXT NOT NULL,             -- 计量单位；百分数为 %
    text TEXT NOT NULL,             -- 写出的值，不含前面的比较符
    kind TEXT NOT NULL,             -- 值的种类，与 JSON 的 kind 相同
    actual_number NUMERIC,          -- 实际完成的数值
    actual_text TEXT NOT NULL,      -- 实际完成的值，照原文
    PRIMARY KEY (unit_id, indicator_id, position),
    FOREIGN KEY (unit_id, indicator_id) REFERENCES indicators (unit_id, id)
) WITHOUT ROWID;

-- 一行一个指标值，带单位、年度和指标的全部信息：多数问题从这里问起。
CREATE VIEW indicator_targets AS
SELECT
    units.year, units.name AS unit_name, units.kind, indicators.category, indicators.subcategory,
    indicators.key_task, indicators.name AS indicator, targets.period, targets.comparator, targets.number,
    targets.unit, targets.text, indicators.measured, indicators.points, units.id AS unit_id,
    indicators.id AS indicator_id
FROM targets
JOIN indicators ON indicators.unit_id = targets.unit_id AND indicators.id = targets.indicator_id
JOIN units ON units.id = targets.unit_id
ORDER BY units.id, indicators.ordinal, targets.position;
