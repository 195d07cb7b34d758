-- Databricks notebook source
-- MAGIC %md
-- MAGIC # 01 Apakah target tercapai?
-- MAGIC Target: tidak ada lagi keluarga sangat miskin. Tiap baris menyebut peluangnya; peluang kosong berarti terlalu kecil untuk diukur, dan `probability_upper` adalah batas atasnya.

-- COMMAND ----------

USE entas

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kabupaten
-- MAGIC Toleransi nol adalah bunyi targetnya; toleransi lain ada karena dengan arus masuk berapa pun "tepat nol" hampir mustahil.

-- COMMAND ----------

SELECT g.region_name, t.target_year, t.tolerance_share, t.tolerance_households, t.latest_year, t.latest_households,
       t.expected_households, t.p05, t.p95, t.probability_reached, t.probability_upper, t.verdict
FROM target_reachability t JOIN region g ON g.region_code = t.region_code
WHERE t.scenario = 'observed' AND t.region_level = 'kabupaten'
ORDER BY g.region_name, t.tolerance_share

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Perkiraan sangat miskin di kabupaten
-- MAGIC Titik: yang terhitung. Pita: 50 dan 90 dari 100 masa depan.

-- COMMAND ----------

-- chart: fan projection
SELECT p.census_year, p.observed, p.mean, p.p05, p.p25, p.p50, p.p75, p.p95
FROM projection p JOIN tier r ON r.tier = p.tier AND r.is_target
WHERE p.scenario = 'observed' AND p.region_level = 'kabupaten'
ORDER BY p.census_year

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kecamatan, menurut peluang dengan toleransi 1 %

-- COMMAND ----------

SELECT g.region_name, t.base_households, t.latest_households, t.expected_households, t.p05, t.p95,
       t.probability_reached, t.probability_upper, t.first_year_reached, t.verdict
FROM target_reachability t JOIN region g ON g.region_code = t.region_code
WHERE t.scenario = 'observed' AND t.region_level = 'kecamatan' AND t.tolerance_share = 0.01 AND t.base_year IS NOT NULL
ORDER BY coalesce(t.probability_reached, t.probability_upper) DESC, t.expected_households, g.region_name
