-- Databricks notebook source
-- MAGIC %md
-- MAGIC # 03 Seberapa cepat turun?
-- MAGIC Laju per tahun, dan dari mana perubahannya: yang keluar, yang jatuh, yang baru, yang tidak terdata.

-- COMMAND ----------

USE entas

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kabupaten, antar pendataan

-- COMMAND ----------

SELECT r.from_year, r.to_year, r.households_from, r.households_to, r.annual_rate, r.exits_better, r.absent, r.departed, r.gone,
       r.entries_worse, r.entrants, r.returned, r.kecamatan_covered, r.kecamatan_total
FROM reduction_rate r JOIN tier t ON t.tier = r.tier AND t.is_target
WHERE r.region_level = 'kabupaten' AND r.method = 'interval'
ORDER BY r.from_year, r.to_year

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kecamatan: tren dari empat pendataan atau lebih
-- MAGIC Rumah tangga dan jiwa ditunjukkan terpisah; jiwa kosong bila ada rumah tangga yang tidak menyebut anggotanya.

-- COMMAND ----------

SELECT g.region_name, r.from_year, r.to_year, r.households_from, r.households_to, r.annual_rate, r.annual_rate_low, r.annual_rate_high,
       r.people_from, r.people_to
FROM reduction_rate r JOIN tier t ON t.tier = r.tier AND t.is_target JOIN region g ON g.region_code = r.region_code
WHERE r.region_level = 'kecamatan' AND r.method = 'trend'
ORDER BY r.annual_rate DESC, g.region_name
