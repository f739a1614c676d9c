using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Live;

/// <summary>The reads behind the live summary. Pure.</summary>
internal static class LiveSummarySql
{
    public const int MostOnline = 100;

    private const int MostCountries = 250;

    /// <summary>Rows: (person, distinct id, last, event, page or '', country or '', events, all persons), the latest first.</summary>
    public static Sql Online(EventSource source)
    {
        Sql page = $"coalesce(nullIf({Text("$pathname")}, ''), path({SessionsSql.Url}), '')";
        Sql country = $"ifNull({Text("$country")}, '')";
        return $"""
            SELECT {source.Person} AS person, argMax(distinct_id, (timestamp, sequence)), max(timestamp) AS last, argMax(toString(event), (timestamp, sequence)),
                argMaxIf({page}, (timestamp, sequence), {page} != ''), argMaxIf({country}, (timestamp, sequence), {country} != ''),
                count(), count() OVER ()
            FROM events
            WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
            GROUP BY person
            ORDER BY last DESC, person
            LIMIT {MostOnline}
            """;
    }

    /// <summary>Rows: (minute or 0 for all, events, persons), only minutes with events; ascending, the total first.</summary>
    public static Sql PerMinute(EventSource source) =>
        $"""
            SELECT intDiv(toUnixTimestamp64Milli(timestamp), 60000) AS minute, count(), uniqExact({source.Person})
            FROM events
            WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
            GROUP BY minute WITH ROLLUP
            ORDER BY minute
            """;

    /// <summary>Rows: (country or '', persons, events), most persons first.</summary>
    public static Sql Countries(EventSource source) =>
        $"""
            SELECT ifNull({Text("$country")}, '') AS country, uniqExact({source.Person}) AS persons, count() AS events
            FROM events
            WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
            GROUP BY country
            ORDER BY persons DESC, events DESC, country
            LIMIT {MostCountries}
            """;

    private static Sql Text(string name) => $"{Sql.JsonPath("properties", name)}.:String";
}
