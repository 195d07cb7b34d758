-- Databricks notebook source
-- MAGIC %md
-- MAGIC # 03 How fast is the fall?
-- MAGIC The rate a year, and where the change comes from: who left, who fell, who is new, who is not listed any more.

-- COMMAND ----------

USE entas

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kabupaten, from census to census

-- COMMAND ----------

SELECT r.from_year, r.to_year, r.households_from, r.households_to, r.annual_rate, r.exits_better, r.absent, r.departed, r.gone,
       r.entries_worse, r.entrants, r.returned, r.kecamatan_covered, r.kecamatan_total
FROM reduction_rate r JOIN tier t ON t.tier = r.tier AND t.is_target
WHERE r.region_level = 'kabupaten' AND r.method = 'interval'
ORDER BY r.from_year, r.to_year

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Households by tier, kabupaten
-- MAGIC A line for every tier; the points have shapes by the order of the tiers (● ■ ▲ ◆, the worst first). Years that do not cover all kecamatan are lower for it.

-- COMMAND ----------

-- chart: change counts
SELECT c.census_year, t.ordinal AS tier_order, c.tier, c.households AS value, c.kecamatan_covered, c.kecamatan_total
FROM tier_count c JOIN tier t ON t.tier = c.tier
WHERE c.region_level = 'kabupaten'
ORDER BY t.ordinal, c.census_year

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Kecamatan: trends over four censuses or more
-- MAGIC Households and people are shown apart; people are blank where a household does not name its members.

-- COMMAND ----------

SELECT g.region_name, r.from_year, r.to_year, r.households_from, r.households_to, r.annual_rate, r.annual_rate_low, r.annual_rate_high,
       r.people_from, r.people_to
FROM reduction_rate r JOIN tier t ON t.tier = r.tier AND t.is_target JOIN region g ON g.region_code = r.region_code
WHERE r.region_level = 'kecamatan' AND r.method = 'trend'
ORDER BY r.annual_rate DESC, g.region_name
