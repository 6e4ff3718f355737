-- 常用的查找。全部数据写入以后再建，比边写边建快。

CREATE INDEX units_by_year ON units (year, name);
CREATE INDEX projects_by_name ON projects (name);
CREATE INDEX indicators_by_name ON indicators (name);
