-- Databricks notebook source
-- MAGIC %md
-- MAGIC # 04 What does each scenario change?
-- MAGIC All scenarios use the same futures, so that their difference is the scenario and not luck.

-- COMMAND ----------

USE entas

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kabupaten in the target year

-- COMMAND ----------

SELECT t.scenario, t.absence, t.expected_households, t.p05, t.p95, e.mean_difference, e.p05 AS difference_p05, e.p95 AS difference_p95,
       t.probability_reached, t.probability_upper, t.verdict
FROM target_reachability t
LEFT JOIN scenario_effect e
  ON e.region_code = t.region_code AND e.scenario = t.scenario AND e.census_year = t.target_year AND e.tier = t.target_tier
WHERE t.region_level = 'kabupaten' AND t.tolerance_share = 0.01
ORDER BY t.expected_households DESC, t.scenario

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## What is expected, and the 90 % range, by scenario

-- COMMAND ----------

-- chart: scenarios scenarios
SELECT t.scenario AS label, t.expected_households, t.p05, t.p95
FROM target_reachability t
WHERE t.region_level = 'kabupaten' AND t.tolerance_share = 0.01 AND t.expected_households IS NOT NULL
ORDER BY t.expected_households DESC, t.scenario

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Who was served and who was not
-- MAGIC The ratio describes and does not prove: help is aimed at the poorest.

-- COMMAND ----------

SELECT p.cluster, p.from_tier, p.served_seen, p.served_exits, p.unserved_seen, p.unserved_exits, p.descriptive_ratio, p.ci_low, p.ci_high
FROM programme_exit p JOIN tier t ON t.tier = p.from_tier AND t.is_listed
WHERE p.region_level = 'kabupaten' AND p.intervals = 'pooled'
ORDER BY p.cluster, t.ordinal

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Whom the clusters reach

-- COMMAND ----------

SELECT c.census_year, c.cluster, c.tier, c.households_known, c.received, c.received / c.households_known AS share_received
FROM programme_coverage c JOIN tier t ON t.tier = c.tier AND t.is_target
WHERE c.region_level = 'kabupaten' AND c.programme IS NULL
ORDER BY c.census_year, c.cluster
