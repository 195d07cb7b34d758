-- Databricks notebook source
-- MAGIC %md
-- MAGIC # 01 Is the target reachable?
-- MAGIC The target: no household is very poor any more. Every row names its chance; a chance left blank is too small to be measured, and `probability_upper` is its upper limit.

-- COMMAND ----------

USE entas

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kabupaten
-- MAGIC A tolerance of zero is what the target says; the others are there because with any inflow "exactly zero" is next to impossible.

-- COMMAND ----------

SELECT g.region_name, t.target_year, t.tolerance_share, t.tolerance_households, t.latest_year, t.latest_households,
       t.expected_households, t.p05, t.p95, t.probability_reached, t.probability_upper, t.verdict
FROM target_reachability t JOIN region g ON g.region_code = t.region_code
WHERE t.scenario = 'observed' AND t.region_level = 'kabupaten'
ORDER BY g.region_name, t.tolerance_share

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## The very poor of the kabupaten, as expected
-- MAGIC Points: counted. Bands: 50 and 90 of 100 futures.

-- COMMAND ----------

-- chart: fan projection
SELECT p.census_year, p.observed, p.mean, p.p05, p.p25, p.p50, p.p75, p.p95
FROM projection p JOIN tier r ON r.tier = p.tier AND r.is_target
WHERE p.scenario = 'observed' AND p.region_level = 'kabupaten'
ORDER BY p.census_year

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kecamatan, by their chance with a tolerance of 1 %

-- COMMAND ----------

SELECT g.region_name, t.base_households, t.latest_households, t.expected_households, t.p05, t.p95,
       t.probability_reached, t.probability_upper, t.first_year_reached, t.verdict
FROM target_reachability t JOIN region g ON g.region_code = t.region_code
WHERE t.scenario = 'observed' AND t.region_level = 'kecamatan' AND t.tolerance_share = 0.01 AND t.base_year IS NOT NULL
ORDER BY coalesce(t.probability_reached, t.probability_upper) DESC, t.expected_households, g.region_name
