using System.Text;
using System.Text.Json;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Tests.Redaction;

/// <summary>What holds for any event, over generated ones: values of every detector planted in nested properties, names, texts, ids.</summary>
public sealed class RedactionPropertyTests
{
    /// <summary>Published test values, one or more per detector.</summary>
    private static readonly string[] _planted =
    [
        "jane.doe@example.com",
        "+14155550123",
        "(415) 555-0123",
        "4111111111111111",
        "5555 5555 5555 4444",
        "DE89370400440532013000",
        "219-09-9999",
        "203.0.113.45",
        "2001:db8::ff00:42:8329",
        "AKIAIOSFODNN7" + "EXAMPLE",
        "hunter2-secret-value",
    ];

    private static readonly string[] _texts =
    [
        "",
        "plain",
        "é😀",
        "a \"quoted\" \\ text",
        "1.50",
        "x=1&y=2",
        "[email]",
        "tab\tline\n",
        "100%",
        "a:b",
    ];

    [Theory]
    [InlineData(RedactionAction.Drop)]
    [InlineData(RedactionAction.Mask)]
    [InlineData(RedactionAction.Hash)]
    public void No_planted_value_survives_the_json_stays_valid_and_twice_is_once(RedactionAction action)
    {
        var policy = Policies.All(action);
        for (var seed = 0; seed < 1_500; seed++)
        {
            var random = new Random(seed);
            var properties = Object(random, 0);
            var sent =
                $"\"properties\":{properties},\"set\":{Object(random, 2)},\"set_once\":{Object(random, 2)},\"session_id\":{Text(random)},"
                + $"\"groups\":{{\"company\":{Text(random, mayBeEmpty: false)}}}";
            var head = $"\"event\":\"a\",\"distinct_id\":{Text(random, mayBeEmpty: false)}";
            var (e, rejection) = Policies.Run(policy, sent, head);
            rejection.ShouldBeNull($"seed {seed}: {sent}");
            var stored = string.Join(
                '\n',
                e!.Properties.Text(),
                e.Set.Text(),
                e.SetOnce.Text(),
                e.SessionId,
                e.DistinctId,
                string.Join(' ', e.Groups)
            );
            foreach (var value in _planted)
                stored.Contains(value, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"seed {seed}: {value} in {stored} of {sent}");
            using (JsonDocument.Parse(e.Properties)) { }

            var again = Policies.Properties(policy, e.Properties.Text());
            again.ShouldBe(e.Properties.Text(), $"seed {seed}: {sent}");
        }
    }

    [Fact]
    public void With_everything_off_nothing_changes()
    {
        var off = Policies.All(RedactionAction.Off, distinctIds: false);
        for (var seed = 0; seed < 300; seed++)
        {
            var verdict = Policies.Run(off, "\"properties\":" + Object(new Random(seed), 0));
            verdict.Redactions.ShouldBeEmpty();
        }
    }

    private static string Object(Random random, int depth)
    {
        var json = new StringBuilder("{");
        var count = random.Next(0, 6);
        for (var i = 0; i < count; i++)
        {
            var name = random.Next(12) switch
            {
                0 => "to " + _planted[random.Next(_planted.Length - 1)] + " " + i,
                1 => "phone" + i,
                _ => "p" + i,
            };
            json.Append(i == 0 ? "" : ",").Append(JsonSerializer.Serialize(name)).Append(':').Append(Value(random, depth));
        }

        return json.Append('}').ToString();
    }

    private static string Value(Random random, int depth) =>
        random.Next(depth > 3 ? 5 : 8) switch
        {
            0 => random.Next(1000).ToString(),
            1 => random.Next(2) == 0 ? "true" : "null",
            2 or 3 or 4 => Text(random),
            5 => "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))) + "]",
            6 => "4111111111111111",
            _ => Object(random, depth + 1),
        };

    private static string Text(Random random, bool mayBeEmpty = true)
    {
        var value = _planted[random.Next(_planted.Length)];
        var isNameless = value.StartsWith("hunter2", StringComparison.Ordinal);
        var text = random.Next(6) switch
        {
            0 when mayBeEmpty => _texts[random.Next(_texts.Length)],
            1 when !isNameless => value,
            2 when !isNameless => $"see {value}, please",
            3 => $"https://x.example/?{(isNameless ? "password" : "v")}={Uri.EscapeDataString(value)}&b=2",
            4 => $"password={(isNameless ? value : "abc")} done",
            _ => isNameless ? "password=" + value : $"({value})",
        };
        return JsonSerializer.Serialize(text);
    }
}
