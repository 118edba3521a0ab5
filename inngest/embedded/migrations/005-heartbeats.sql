-- An engine whose process is stopped (a paused machine, heavy swapping) keeps its session and with it its lock, but does
-- nothing: it is told by its silence. Its jobs go to others, and the fence keeps it from settling them when it goes on.
ALTER TABLE posthorn_engine.engines ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();

CREATE OR REPLACE FUNCTION posthorn_engine.free_jobs_of_dead_engines(p_thorough boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_pools text[];
BEGIN
  UPDATE posthorn_engine.engines SET suspected_at = now()
    WHERE suspected_at IS NULL
      AND (seen_at < now() - interval '10 seconds' OR pg_try_advisory_xact_lock(posthorn_engine.engine_lock(id)));
  WITH dead AS (
    DELETE FROM posthorn_engine.engines
    WHERE suspected_at < now() - interval '1 second'
      -- All are silent while the database is away: they get time to show themselves.
      AND (seen_at < now() - interval '10 seconds' AND suspected_at < now() - interval '5 seconds'
        OR pg_try_advisory_xact_lock(posthorn_engine.engine_lock(id)))
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
