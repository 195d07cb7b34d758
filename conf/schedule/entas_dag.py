"""Entas every year as an Airflow DAG (Airflow 2.4 or newer; no provider is needed).

Copy it to the folder of DAGs and correct the paths. A lake in use (exit code 4) is tried again by Airflow; a refusal of the
data (3) or of the settings (2) is not, since it would be refused again.
"""

import os
import subprocess
from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.operators.python import PythonOperator

COMMAND = [
    "/opt/entas/entas",
    "run",
    "--quiet",
    "--input", "/srv/entas/extracts",
    "--lake", "/srv/entas/lake",
    "--conf", "/etc/entas/entas.conf",
    "--summary", "/srv/entas/last-run.json",
]
LOG = {"ENTAS_LOG": "/srv/entas/entas.log", "ENTAS_LOG_FORMAT": "json"}
LAKE_IN_USE = 4


def run():
    done = subprocess.run(COMMAND, env={**os.environ, **LOG}, capture_output=True, text=True)
    print(done.stdout)
    if done.returncode == LAKE_IN_USE:
        raise AirflowException(done.stderr)
    if done.returncode != 0:
        raise AirflowFailException(f"exit code {done.returncode}: {done.stderr}")


with DAG(
    dag_id="entas",
    description="Yearly household welfare extracts to a verdict on the poverty target",
    schedule="0 2 1 2 *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "bappeda"},
) as dag:
    PythonOperator(
        task_id="run",
        python_callable=run,
        retries=3,
        retry_delay=timedelta(hours=1),
        execution_timeout=timedelta(hours=12),
    )
