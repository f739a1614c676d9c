export interface SqlExample {
  title: string;
  query: string;
}

/** Queries to start from; each runs as it stands on any project. */
export const sqlExamples: readonly SqlExample[] = [
  {
    title: "Events by name",
    query: `SELECT event, count() AS events, uniqExact(person_id) AS persons
FROM events
WHERE timestamp >= now() - INTERVAL 7 DAY
GROUP BY event
ORDER BY events DESC`,
  },
  {
    title: "Active persons a day",
    query: `SELECT toStartOfDay(timestamp) AS day, uniqExact(person_id) AS persons
FROM events
WHERE timestamp >= now() - INTERVAL 30 DAY AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
GROUP BY day
ORDER BY day`,
  },
  {
    title: "Page views by browser and week",
    query: `SELECT toStartOfWeek(timestamp, 1) AS week, properties.\`$browser\`.:String AS browser, count() AS views
FROM events
WHERE event = '$pageview' AND timestamp >= now() - INTERVAL 12 WEEK
GROUP BY week, browser
ORDER BY week, views DESC`,
  },
  {
    title: "How long sessions last",
    query: `SELECT
    multiIf(duration < 10, '1: under 10 s', duration < 60, '2: under a minute',
        duration < 600, '3: under 10 minutes', '4: longer') AS length,
    count() AS sessions,
    round(avg(pageviews), 2) AS pages
FROM sessions
GROUP BY length
ORDER BY length`,
  },
  {
    title: "Persons with most events",
    query: `SELECT person_id, any(distinct_id) AS distinct_id, count() AS events, max(timestamp) AS last_seen
FROM events
WHERE timestamp >= now() - INTERVAL {days:UInt16} DAY
GROUP BY person_id
ORDER BY events DESC
LIMIT 100`,
  },
];

/** Values that the parameters of examples begin with. */
export const exampleParameters: Readonly<Record<string, string>> = { days: "30" };
