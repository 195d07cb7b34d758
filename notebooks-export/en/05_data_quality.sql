-- Databricks notebook source
-- MAGIC %md
-- MAGIC # 05 Can the data be trusted?
-- MAGIC What is odd, what others published, and how often past forecasts were right.

-- COMMAND ----------

USE entas

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Files: every row is accounted for

-- COMMAND ----------

SELECT source_file, census_year, rows_read, rows_accepted, rows_rejected
FROM extract_file ORDER BY census_year, source_file

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Findings

-- COMMAND ----------

SELECT severity, rule, census_year, region_code, rows, detail
FROM quality_finding ORDER BY severity, rule, census_year, region_code, detail LIMIT 100

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Published figures
-- MAGIC Differences are recorded, never silently corrected.

-- COMMAND ----------

SELECT figure, census_year, region_code, tier, published, observed, difference, within_tolerance, source
FROM reconciliation ORDER BY figure

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Past forecasts
-- MAGIC What share of the counts of kecamatan fell within the 90 % range, and the error beside that of simple rules. The kecamatan of one year are hardly more than one trial.

-- COMMAND ----------

SELECT b.model, b.horizon, count(*) AS forecasts, avg(CASE WHEN b.in_90 THEN 1.0 WHEN NOT b.in_90 THEN 0.0 END) AS share_in_90, avg(b.crps) AS mean_crps
FROM backtest b JOIN tier t ON t.tier = b.tier AND t.is_target
WHERE b.region_level = 'kecamatan'
GROUP BY b.model, b.horizon ORDER BY b.horizon, mean_crps

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Past forecasts for the kabupaten
-- MAGIC Band: 50 % and 90 % ranges; point: what was then counted, a diamond where it is outside the 90 % range.

-- COMMAND ----------

-- chart: backtest backtest
SELECT concat(b.origin_year, ' - ', b.origin_year + b.horizon) AS label, b.observed, b.mean, b.p05, b.p25, b.p75, b.p95, b.in_90
FROM backtest b JOIN tier t ON t.tier = b.tier AND t.is_target
WHERE b.region_level = 'kabupaten' AND b.model = 'futures'
ORDER BY b.origin_year, b.horizon
