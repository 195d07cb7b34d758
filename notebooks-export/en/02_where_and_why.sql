-- Databricks notebook source
-- MAGIC %md
-- MAGIC # 02 Where, and why?
-- MAGIC Where households move. Those not listed in the next census have not necessarily escaped poverty: `bound_low` and `bound_high` are the worst cases.

-- COMMAND ----------

USE entas

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## The kabupaten's transition matrix, last interval

-- COMMAND ----------

SELECT t.from_year, t.to_year, t.from_tier, t.to_tier, t.households, t.probability, t.ci_low, t.ci_high, t.bound_low, t.bound_high
FROM tier_transition t JOIN tier a ON a.tier = t.from_tier JOIN tier b ON b.tier = t.to_tier
WHERE t.region_level = 'kabupaten'
  AND t.to_year = (SELECT max(to_year) FROM tier_transition WHERE region_level = 'kabupaten')
ORDER BY t.from_year, a.ordinal, b.ordinal

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Why not zero
-- MAGIC As many as `yearly_inflow` households come in every year; at `balance_households` as many come as leave.

-- COMMAND ----------

SELECT g.region_name, t.latest_households, t.yearly_inflow, t.balance_households, t.expected_stayed, t.expected_fell, t.expected_new
FROM target_reachability t JOIN region g ON g.region_code = t.region_code
WHERE t.scenario = 'observed' AND t.tolerance_share = 0 AND t.yearly_inflow IS NOT NULL
ORDER BY t.yearly_inflow DESC, g.region_name

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## What it takes for a chance of 0.8 with a tolerance of 1 %

-- COMMAND ----------

SELECT g.region_name, q.census_year, q.help, q.infeasible, q.exit_probability, q.inflow_cut, q.helped_out_per_year, q.kept_out_per_year
FROM requirement q JOIN region g ON g.region_code = q.region_code
WHERE q.tolerance_share = 0.01 AND q.census_year = (SELECT min(census_year) FROM requirement)
ORDER BY g.region_name, q.help
