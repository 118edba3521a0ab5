CREATE FUNCTION posthorn_engine.add_job(p_run uuid, p_step text, p_at timestamptz) RETURNS bigint LANGUAGE sql AS $$
  SELECT id FROM posthorn_engine_queue.add_job(
    'run', json_build_object('runId', p_run, 'stepId', p_step), NULL, p_at, 32767
  );
$$;

-- Replaces what is registered: p_functions [{id, name, concurrencyLimit, concurrencyPath}], p_triggers [{event,
-- functionId, failureOf}].
CREATE FUNCTION posthorn_engine.register_functions(p_functions json, p_triggers json) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('posthorn_engine.register', 0));
  DELETE FROM posthorn_engine.triggers;
  DELETE FROM posthorn_engine.functions
    WHERE id NOT IN (SELECT value->>'id' FROM json_array_elements(p_functions));
  INSERT INTO posthorn_engine.functions (id, name, concurrency_limit, concurrency_path)
    SELECT value->>'id', value->>'name', (value->>'concurrencyLimit')::integer,
      CASE WHEN json_typeof(value->'concurrencyPath') = 'array'
        THEN ARRAY(SELECT json_array_elements_text(value->'concurrencyPath')) END
    FROM json_array_elements(p_functions)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, concurrency_limit = excluded.concurrency_limit,
      concurrency_path = excluded.concurrency_path;
  INSERT INTO posthorn_engine.triggers (event, function_id, failure_of)
    SELECT value->>'event', value->>'functionId', value->>'failureOf' FROM json_array_elements(p_triggers);
END;
$$;

-- Makes a run, its work and its job for every function an event triggers (or for p_function alone), and returns how
-- many runs. p_ts are Unix milliseconds; in the future: start then. p_failed is the function that an
-- `inngest/function.failed` is about. What has to be known of an event comes beside it, because Postgres cannot look
-- into JSON that contains \u0000.
CREATE FUNCTION posthorn_engine.send_events(
  p_ids text[], p_names text[], p_ts double precision[], p_events json[],
  p_function text DEFAULT NULL, p_failed text DEFAULT NULL
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_runs integer;
BEGIN
  IF NOT EXISTS (SELECT FROM posthorn_engine.functions) THEN
    RAISE EXCEPTION 'The embedded Inngest engine has no functions yet: no worker process has started on this database.';
  END IF;
  WITH incoming AS (
    SELECT DISTINCT ON (id) id, name, event, ordinality, greatest(now(), to_timestamp(ts / 1000)) AS scheduled_at
    FROM unnest(p_ids, p_names, p_ts, p_events) WITH ORDINALITY AS sent (id, name, ts, event, ordinality)
    ORDER BY id, ordinality
  ), fresh AS (
    INSERT INTO posthorn_engine.event_ids AS known (id) SELECT incoming.id FROM incoming
    ON CONFLICT (id) DO UPDATE SET received_at = now() WHERE known.received_at < now() - interval '24 hours'
    RETURNING id
  ), wanted AS (
    SELECT incoming.*, functions.id AS function_id, functions.concurrency_path
    FROM incoming
    JOIN fresh USING (id)
    JOIN posthorn_engine.functions ON CASE WHEN p_function IS NULL
      THEN functions.id IN (
        SELECT function_id FROM posthorn_engine.triggers
        WHERE triggers.event = incoming.name AND (failure_of IS NULL OR failure_of = p_failed))
      ELSE functions.id = p_function END
  ), made AS (
    INSERT INTO posthorn_engine.runs (id, function_id, concurrency_key, event, scheduled_at)
    SELECT gen_random_uuid(), function_id,
      CASE WHEN concurrency_path IS NULL THEN '' ELSE coalesce(event #>> concurrency_path, '') END, event, scheduled_at
    FROM wanted
    ORDER BY ordinality
    RETURNING *
  ), jobs AS (
    SELECT job.id, (job.payload->>'runId')::uuid AS run_id
    FROM posthorn_engine_queue.add_jobs(ARRAY(
      SELECT ROW('run', json_build_object('runId', id, 'stepId', ''), NULL, scheduled_at, 32767, NULL, NULL, NULL)
        ::posthorn_engine_queue.job_spec
      FROM made
    )) AS job
    WHERE EXISTS (SELECT FROM made)
  )
  INSERT INTO posthorn_engine.work (run_id, step_id, function_id, concurrency_key, due_at, job_id)
    SELECT made.id, '', made.function_id, made.concurrency_key, made.scheduled_at, jobs.id
    FROM made JOIN jobs ON jobs.run_id = made.id;
  GET DIAGNOSTICS v_runs = ROW_COUNT;
  RETURN v_runs;
END;
$$;
