-- Databricks notebook source
-- MAGIC %md
-- MAGIC # 05 Dapatkah datanya dipercaya?
-- MAGIC Apa yang ganjil, apa yang dipublikasikan orang lain, dan seberapa sering perkiraan masa lalu benar.

-- COMMAND ----------

USE entas

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Berkas: tiap baris dipertanggungjawabkan

-- COMMAND ----------

SELECT source_file, census_year, rows_read, rows_accepted, rows_rejected
FROM extract_file ORDER BY census_year, source_file

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Temuan

-- COMMAND ----------

SELECT severity, rule, census_year, region_code, rows, detail
FROM quality_finding ORDER BY severity, rule, census_year, region_code, detail LIMIT 100

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Angka yang dipublikasikan
-- MAGIC Selisih dicatat, tidak pernah dikoreksi diam-diam.

-- COMMAND ----------

SELECT figure, census_year, region_code, tier, published, observed, difference, within_tolerance, source
FROM reconciliation ORDER BY figure

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Perkiraan masa lalu
-- MAGIC Berapa bagian hitungan kecamatan yang jatuh di dalam selang 90 %, dan galatnya dibanding aturan sederhana. Kecamatan dari satu tahun hampir merupakan satu percobaan.

-- COMMAND ----------

SELECT b.model, b.horizon, count(*) AS forecasts, avg(CASE WHEN b.in_90 THEN 1.0 WHEN NOT b.in_90 THEN 0.0 END) AS share_in_90, avg(b.crps) AS mean_crps
FROM backtest b JOIN tier t ON t.tier = b.tier AND t.is_target
WHERE b.region_level = 'kecamatan'
GROUP BY b.model, b.horizon ORDER BY b.horizon, mean_crps

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Perkiraan masa lalu untuk kabupaten
-- MAGIC Pita: selang 50 % dan 90 %; titik: yang kemudian terhitung, belah ketupat bila di luar selang 90 %.

-- COMMAND ----------

-- chart: backtest backtest
SELECT concat(b.origin_year, ' - ', b.origin_year + b.horizon) AS label, b.observed, b.mean, b.p05, b.p25, b.p75, b.p95, b.in_90
FROM backtest b JOIN tier t ON t.tier = b.tier AND t.is_target
WHERE b.region_level = 'kabupaten' AND b.model = 'futures'
ORDER BY b.origin_year, b.horizon
