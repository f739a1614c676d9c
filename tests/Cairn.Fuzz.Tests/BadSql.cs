using Cairn.Sample;

namespace Cairn.Fuzz.Tests;

/// <summary>SQL put together at random from words that ask for too much, mean nothing, or end a text early.</summary>
internal static class BadSql
{
    private static readonly string[] _words =
    [
        "SELECT",
        "*",
        "FROM",
        "events",
        "persons",
        "sessions",
        "groups",
        "WHERE",
        "1",
        "=",
        "'a'",
        "'",
        "\"",
        "`",
        "(",
        ")",
        ",",
        ";",
        "--",
        "/*",
        "*/",
        "UNION ALL",
        "SETTINGS readonly=0",
        "FORMAT Native",
        "INTO OUTFILE '/tmp/x'",
        "system.tables",
        "cairn.events",
        "currentUser()",
        "file('/etc/passwd')",
        "url('http://127.0.0.1')",
        "remote('127.0.0.1', cairn.events)",
        "numbers(10)",
        "count()",
        "event",
        "properties",
        "properties.plan",
        "person_id",
        "project_id",
        "{x:String}",
        "{project:Identifier}",
        "GROUP BY",
        "ORDER BY",
        "LIMIT 3",
        "JOIN",
        "WITH x AS",
        "\0",
        "\ud800",
        "DROP TABLE events",
        "arrayMap(file, ['/etc/passwd'])",
        "dictGet('a', 'b', 1)",
        "sleep(3)",
        "throwIf(1)",
    ];

    /// <summary>Begins like a query in most cases, so that it gets past the first look.</summary>
    public static string Draw(ref SplitMix64 random)
    {
        var words = new List<string>();
        if (random.Chance(0.8))
            words.Add(
                "SELECT "
                    + BadInput.Pick(["count()", "*", "event", "1", "properties"], ref random)
                    + " FROM "
                    + BadInput.Pick(["events", "persons", "sessions", "groups"], ref random)
            );
        for (var more = random.Next(1, 9); more > 0; more--)
            words.Add(BadInput.Pick(_words, ref random));
        return string.Join(' ', words);
    }
}
