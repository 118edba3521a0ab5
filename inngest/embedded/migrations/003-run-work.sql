-- Lock order everywhere: the run's row, then the slots of its concurrency key.

-- Gives free slots of a concurrency key to the work that has waited longest. Occupancy is counted, never kept in a
-- counter, so it cannot drift.
CREATE FUNCTION posthorn_engine.fill_slots(p_function text, p_key text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_limit integer;
  v_free integer;
BEGIN
  SELECT concurrency_limit INTO v_limit FROM posthorn_engine.functions WHERE id = p_function;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_function || ' ' || p_key, 0));
  SELECT coalesce(v_limit, 1000000) - count(*) INTO v_free FROM posthorn_engine.work
    WHERE has_slot AND function_id = p_function AND concurrency_key = p_key;
  UPDATE posthorn_engine.work AS work
  SET waiting_since = NULL, has_slot = true, job_id = posthorn_engine.add_job(work.run_id, work.step_id, now())
  FROM (
    SELECT run_id, step_id FROM posthorn_engine.work
    WHERE waiting_since IS NOT NULL AND function_id = p_function AND concurrency_key = p_key
    ORDER BY waiting_since
    LIMIT greatest(v_free, 0)
  ) AS next
  WHERE work.run_id = next.run_id AND work.step_id = next.step_id;
END;
$$;

-- Ends the work of one finished step or sleep. Returns whether its job goes on by calling the function: when it was
-- the last of those planned together, or races.
CREATE FUNCTION posthorn_engine.end_step(p_work posthorn_engine.work) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_goes_on boolean;
BEGIN
  DELETE FROM posthorn_engine.work WHERE run_id = p_work.run_id AND step_id = p_work.step_id;
  IF p_work.race OR NOT EXISTS (SELECT FROM posthorn_engine.work WHERE run_id = p_work.run_id AND step_id <> '') THEN
    INSERT INTO posthorn_engine.work AS main (run_id, step_id, function_id, concurrency_key, job_id, token, has_slot)
      VALUES (p_work.run_id, '', p_work.function_id, p_work.concurrency_key, p_work.job_id, p_work.token, p_work.has_slot)
      ON CONFLICT (run_id, step_id) DO UPDATE SET again = true
      RETURNING main.job_id = p_work.job_id INTO v_goes_on;
  END IF;
  IF v_goes_on IS NOT TRUE AND p_work.has_slot THEN
    PERFORM posthorn_engine.fill_slots(p_work.function_id, p_work.concurrency_key);
  END IF;
  RETURN v_goes_on IS TRUE;
END;
$$;

CREATE FUNCTION posthorn_engine.store_step(p_run uuid, p_id text, p_name text, p_data json, p_error json, p_attempts integer)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO posthorn_engine.steps (run_id, id, name, position, data, error, attempts)
  SELECT p_run, p_id, p_name, coalesce(max(position), 0) + 1, p_data, p_error, p_attempts
  FROM posthorn_engine.steps WHERE run_id = p_run
  ON CONFLICT DO NOTHING;
$$;

-- Takes a job's work, with all the next call needs. No row: the job is out of date, was a sleep with others still
-- to come, or waits for a slot (then the one who frees the slot adds a new job).
CREATE FUNCTION posthorn_engine.begin_work(p_run uuid, p_step text, p_job bigint, p_token integer)
RETURNS TABLE (function_id text, event text, step_id text, attempt integer, plan_only boolean, steps json, stack json)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_run posthorn_engine.runs;
  v_work posthorn_engine.work;
  v_limit integer;
BEGIN
  -- Taking work need not outlive a crash of the server, so it does not wait for the disk.
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT * INTO v_run FROM posthorn_engine.runs WHERE id = p_run AND finished_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE posthorn_engine.work SET token = p_token
    WHERE run_id = p_run AND work.step_id = p_step AND job_id = p_job
    RETURNING * INTO v_work;
  IF NOT FOUND THEN
    -- A step's job that already went on as the function's call before its worker died.
    UPDATE posthorn_engine.work SET token = p_token
      WHERE run_id = p_run AND work.step_id = '' AND job_id = p_job
      RETURNING * INTO v_work;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;

  IF v_work.kind = 'sleep' THEN
    PERFORM posthorn_engine.store_step(p_run, v_work.step_id, v_work.step_name, 'null', NULL, 1);
    IF NOT posthorn_engine.end_step(v_work) THEN RETURN; END IF;
    SELECT * INTO v_work FROM posthorn_engine.work WHERE run_id = p_run AND work.step_id = '';
  END IF;

  SELECT concurrency_limit INTO v_limit FROM posthorn_engine.functions WHERE id = v_work.function_id;
  IF v_limit IS NOT NULL AND NOT v_work.has_slot THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(v_work.function_id || ' ' || v_work.concurrency_key, 0));
    IF v_limit <= (SELECT count(*) FROM posthorn_engine.work AS other WHERE other.has_slot
        AND other.function_id = v_work.function_id AND other.concurrency_key = v_work.concurrency_key) THEN
      UPDATE posthorn_engine.work SET waiting_since = clock_timestamp(), job_id = NULL
        WHERE run_id = p_run AND work.step_id = v_work.step_id;
      RETURN;
    END IF;
    UPDATE posthorn_engine.work SET has_slot = true WHERE run_id = p_run AND work.step_id = v_work.step_id;
  END IF;

  IF v_run.started_at IS NULL THEN
    UPDATE posthorn_engine.runs SET status = 'running', started_at = clock_timestamp() WHERE id = p_run;
  END IF;
  RETURN QUERY
    SELECT v_work.function_id, v_run.event::text, v_work.step_id, v_work.attempt,
      EXISTS (SELECT FROM posthorn_engine.work AS other WHERE other.run_id = p_run AND other.step_id <> v_work.step_id),
      -- Each memo as JSON text, which goes into the call as it is.
      coalesce(json_object_agg(memo.id, (CASE WHEN memo.error IS NULL
        THEN json_build_object('type', 'data', 'data', memo.data)
        ELSE json_build_object('type', 'error', 'error', memo.error) END)::text), '{}'),
      coalesce(json_agg(memo.id ORDER BY memo.position), '[]')
    FROM posthorn_engine.steps AS memo WHERE memo.run_id = p_run;
END;
$$;

-- The work that this job may settle; null when it was canceled or another worker has taken over.
CREATE FUNCTION posthorn_engine.fenced_work(p_run uuid, p_step text, p_job bigint, p_token integer)
RETURNS posthorn_engine.work LANGUAGE plpgsql AS $$
DECLARE
  v_work posthorn_engine.work;
BEGIN
  PERFORM FROM posthorn_engine.runs WHERE id = p_run FOR UPDATE;
  SELECT * INTO v_work FROM posthorn_engine.work
    WHERE run_id = p_run AND step_id = p_step AND job_id = p_job AND token = p_token;
  RETURN v_work;
END;
$$;

-- Stores what a call answered with: results, each with data or an error, and p_planned [{id, name, kind, race, at}] (at
-- for sleeps). Returns what the job does next: 'continue' with its state in memory, 'reload' its state and go on,
-- or 'done'.
CREATE FUNCTION posthorn_engine.store_steps(
  p_run uuid, p_step text, p_job bigint, p_token integer,
  p_ids text[], p_names text[], p_data json[], p_errors json[], p_planned json
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_work posthorn_engine.work := posthorn_engine.fenced_work(p_run, p_step, p_job, p_token);
BEGIN
  IF v_work.run_id IS NULL THEN RETURN 'done'; END IF;
  PERFORM posthorn_engine.store_step(p_run, id, name, data, error, v_work.attempt + 1)
    FROM unnest(p_ids, p_names, p_data, p_errors) AS result (id, name, data, error);
  INSERT INTO posthorn_engine.work
      (run_id, step_id, step_name, kind, function_id, concurrency_key, race, due_at, job_id)
    SELECT p_run, value->>'id', value->>'name', value->>'kind', v_work.function_id, v_work.concurrency_key,
      (value->>'race')::boolean, coalesce((value->>'at')::timestamptz, now()),
      posthorn_engine.add_job(p_run, value->>'id', coalesce((value->>'at')::timestamptz, now()))
    FROM json_array_elements(p_planned)
    WHERE NOT EXISTS (SELECT FROM posthorn_engine.work WHERE run_id = p_run AND step_id = value->>'id')
      AND NOT EXISTS (SELECT FROM posthorn_engine.steps WHERE run_id = p_run AND id = value->>'id');

  IF p_step <> '' THEN
    RETURN CASE WHEN posthorn_engine.end_step(v_work) THEN 'reload' ELSE 'done' END;
  ELSIF v_work.again THEN
    UPDATE posthorn_engine.work SET again = false, attempt = 0 WHERE run_id = p_run AND step_id = '';
    RETURN 'reload';
  ELSIF json_array_length(p_planned) = 0 THEN
    IF v_work.attempt > 0 THEN
      UPDATE posthorn_engine.work SET attempt = 0, last_error = NULL WHERE run_id = p_run AND step_id = '';
    END IF;
    RETURN 'continue';
  END IF;
  DELETE FROM posthorn_engine.work WHERE run_id = p_run AND step_id = '';
  IF v_work.has_slot THEN
    PERFORM posthorn_engine.fill_slots(v_work.function_id, v_work.concurrency_key);
  END IF;
  RETURN 'done';
END;
$$;

-- Calls again after a delay; the slot is free meanwhile.
CREATE FUNCTION posthorn_engine.retry_work(
  p_run uuid, p_step text, p_job bigint, p_token integer, p_error json, p_delay_ms double precision
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_work posthorn_engine.work := posthorn_engine.fenced_work(p_run, p_step, p_job, p_token);
  v_due_at timestamptz := now() + p_delay_ms * interval '1 millisecond';
BEGIN
  IF v_work.run_id IS NULL THEN RETURN; END IF;
  UPDATE posthorn_engine.work SET attempt = attempt + 1, last_error = p_error, has_slot = false, due_at = v_due_at,
      job_id = posthorn_engine.add_job(p_run, p_step, v_due_at)
    WHERE run_id = p_run AND step_id = p_step;
  IF v_work.has_slot THEN
    PERFORM posthorn_engine.fill_slots(v_work.function_id, v_work.concurrency_key);
  END IF;
END;
$$;

CREATE FUNCTION posthorn_engine.end_run(p_run uuid, p_status text, p_output json, p_error json)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_run posthorn_engine.runs;
BEGIN
  UPDATE posthorn_engine.runs SET status = p_status, output = p_output, error = p_error, finished_at = clock_timestamp()
    WHERE id = p_run RETURNING * INTO v_run;
  IF EXISTS (SELECT FROM posthorn_engine.functions WHERE id = v_run.function_id AND concurrency_limit IS NOT NULL) THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(v_run.function_id || ' ' || v_run.concurrency_key, 0));
    DELETE FROM posthorn_engine.work WHERE run_id = p_run;
    PERFORM posthorn_engine.fill_slots(v_run.function_id, v_run.concurrency_key);
  ELSE
    DELETE FROM posthorn_engine.work WHERE run_id = p_run;
  END IF;
END;
$$;

-- Returns whether this job ended the run. A failed run sends p_failure, an `inngest/function.failed` event.
CREATE FUNCTION posthorn_engine.finish_run(
  p_run uuid, p_step text, p_job bigint, p_token integer, p_output json, p_error json, p_failure json
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_work posthorn_engine.work := posthorn_engine.fenced_work(p_run, p_step, p_job, p_token);
BEGIN
  IF v_work.run_id IS NULL THEN RETURN false; END IF;
  PERFORM posthorn_engine.end_run(
    p_run, CASE WHEN p_error IS NULL THEN 'completed' ELSE 'failed' END, p_output, p_error);
  IF p_failure IS NOT NULL THEN
    PERFORM posthorn_engine.send_events(
      ARRAY[p_run || ':failed'], ARRAY['inngest/function.failed'], ARRAY[0], ARRAY[p_failure], p_failed => v_work.function_id);
  END IF;
  RETURN true;
END;
$$;

-- Returns whether there was an unfinished run to cancel. A call in progress is not interrupted; its answer is ignored.
CREATE FUNCTION posthorn_engine.cancel_run(p_run uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM posthorn_engine.runs WHERE id = p_run AND finished_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM posthorn_engine.end_run(p_run, 'canceled', NULL, NULL);
  RETURN true;
END;
$$;
