CREATE FUNCTION posthorn_engine.engine_lock(p_engine text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashtextextended('posthorn_engine ' || p_engine, 0);
$$;

CREATE FUNCTION posthorn_engine.unlock_pools(p_pools text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(p_pools) > 0 THEN
    PERFORM posthorn_engine_queue.force_unlock_workers(p_pools);
    PERFORM pg_notify('jobs:insert', '{"count":1000}');
  END IF;
END;
$$;

-- Frees the jobs of engines that died, which the queue alone would do only after four hours. A thorough look, which
-- reads all jobs, also frees those of pools that no engine has on record. Returns how many pools were freed.
CREATE FUNCTION posthorn_engine.free_jobs_of_dead_engines(p_thorough boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_pools text[];
BEGIN
  UPDATE posthorn_engine.engines SET suspected_at = now()
    WHERE suspected_at IS NULL AND pg_try_advisory_xact_lock(posthorn_engine.engine_lock(id));
  WITH dead AS (
    DELETE FROM posthorn_engine.engines
    WHERE suspected_at < now() - interval '1 second'
      AND pg_try_advisory_xact_lock(posthorn_engine.engine_lock(id))
    RETURNING pool_ids
  )
  SELECT array_agg(DISTINCT pool_id) INTO v_pools FROM dead, unnest(pool_ids) AS pool_id;
  IF p_thorough THEN
    SELECT coalesce(v_pools, '{}') || coalesce(array_agg(DISTINCT locked_by), '{}') INTO v_pools
    FROM posthorn_engine_queue.jobs
    WHERE locked_by IS NOT NULL
      AND NOT EXISTS (SELECT FROM posthorn_engine.engines WHERE locked_by = ANY (pool_ids))
      -- An engine that has just started takes a moment to write down its pool.
      AND locked_at < now() - interval '1 second';
  END IF;
  PERFORM posthorn_engine.unlock_pools(v_pools);
  RETURN coalesce(cardinality(v_pools), 0);
END;
$$;

-- Puts right what no crash should leave but a person may: work without a job, and work that waits although a slot is
-- free (its limit was raised).
CREATE FUNCTION posthorn_engine.repair() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_run uuid;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('posthorn_engine.repair', 0)) THEN RETURN; END IF;
  FOR v_run IN
    SELECT run_id FROM posthorn_engine.work
    WHERE waiting_since IS NULL AND NOT EXISTS (SELECT FROM posthorn_engine_queue.jobs WHERE jobs.id = work.job_id)
  LOOP
    -- Looked at again under the run's lock: it may just have been settled.
    PERFORM FROM posthorn_engine.runs WHERE id = v_run FOR UPDATE;
    UPDATE posthorn_engine.work SET job_id = posthorn_engine.add_job(run_id, step_id, greatest(due_at, now()))
      WHERE run_id = v_run AND waiting_since IS NULL
        AND NOT EXISTS (SELECT FROM posthorn_engine_queue.jobs WHERE jobs.id = work.job_id);
  END LOOP;
  PERFORM posthorn_engine.fill_slots(function_id, concurrency_key)
    FROM (SELECT DISTINCT function_id, concurrency_key FROM posthorn_engine.work WHERE waiting_since IS NOT NULL) AS waiting;
END;
$$;

-- Forgets runs that finished before p_before, and event ids that may be used again. Returns how many runs.
CREATE FUNCTION posthorn_engine.purge(p_before timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_runs integer;
BEGIN
  DELETE FROM posthorn_engine.event_ids WHERE received_at < now() - interval '24 hours';
  DELETE FROM posthorn_engine.runs WHERE finished_at < p_before;
  GET DIAGNOSTICS v_runs = ROW_COUNT;
  RETURN v_runs;
END;
$$;
