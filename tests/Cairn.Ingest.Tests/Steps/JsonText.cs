namespace Cairn.Ingest.Tests.Steps;

/// <summary>Valid JSON as an unkind client would write it.</summary>
internal static class JsonText
{
    private static readonly string[] _strings =
    [
        "\"\"",
        "\"a\"",
        "\"\\ud83d\"",
        "\"\\ude00x\"",
        "\"é😀\"",
        "\"\\u0000\"",
        "\"\\\\\\\"\\/\\b\\f\\n\\r\\t\"",
        "\"$ip\"",
        "\"url\"",
        "\"https://a.example/?utm_source=%ff%00\"",
    ];

    private static readonly string[] _numbers =
    [
        "0",
        "-0",
        "1e400",
        "-1e-400",
        "9223372036854775808",
        "0.1",
        "1E5",
        "12345678901234567890123",
    ];

    public static string Object(Random random, int depth) =>
        "{" + string.Join(" , ", Enumerable.Range(0, random.Next(5)).Select(_ => One(random, _strings) + ":" + Value(random, depth))) + "}";

    private static string Value(Random random, int depth) =>
        random.Next(depth > 0 ? 7 : 5) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "false",
            2 => One(random, _numbers),
            3 or 4 => One(random, _strings),
            5 => "[ " + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))) + "]",
            _ => Object(random, depth - 1),
        };

    private static string One(Random random, string[] from) => from[random.Next(from.Length)];
}
