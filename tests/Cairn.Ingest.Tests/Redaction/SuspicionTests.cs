using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events.Privacy;
using Cairn.Ingest.Redaction;

namespace Cairn.Ingest.Tests.Redaction;

/// <summary>Looking less must find no less: against a plain reference that hands every name and value to every detector, whatever it looks like.</summary>
public sealed class SuspicionTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Generated = 12_000;

    private static readonly string[] _pieces =
    [
        .. "= : :// @ % %40 %3D %25 + & # . - _ / ? { [ ] $ password= token: pass-word api.key= code= state= \\ \" ' , eyJ sk- SG. SK AKIA ASIA npm_ ghp_ xoxb- hooks. -----BEGIN".Split(
            ' '
        ),
        .. "4111 1111 41111111 2026-11-20 131.0.0.0 k K \u212A é \u00A0 Bearer Basic abcdefghijklmnop 0123456789abcdef00 ssn RSSMRALPMNSATRES %34 phone=".Split(
            ' '
        ),
        " ",
        "\n",
        "____________________________________",
    ];

    public static TheoryData<string> PolicyNames => [.. Named.Keys];

    private static Dictionary<string, ProjectPrivacy> Named { get; } =
        RedactionWords
            .Detectors.ToDictionary(d => d.Word(), d => Policies.Only(d))
            .Append(new("default", ProjectPrivacy.Default with { HashKey = Policies.Key }))
            .Append(new("all", Policies.All(RedactionAction.Mask)))
            .ToDictionary();

    [Theory]
    [MemberData(nameof(PolicyNames))]
    public void What_looks_harmless_is_harmless(string name)
    {
        var redactor = new Redactor(Named[name]);
        var labelled = Labelled.Lines().Select(l => (l.Property, l.Text)).ToList();
        var (found, passed) = (0, 0);
        for (var seed = 0; seed < Generated + labelled.Count; seed++)
        {
            var random = new Random(seed);
            var (property, text) = seed < labelled.Count ? labelled[seed] : (Piece(random, 3), Piece(random, random.Next(1, 12)));
            if (seed >= labelled.Count && random.Next(2) == 0)
            {
                var line = labelled[random.Next(labelled.Count)];
                text =
                    Piece(random, random.Next(3))
                    + (random.Next(3) == 0 ? Uri.EscapeDataString(line.Text) : line.Text)
                    + Piece(random, random.Next(3));
            }

            var json = Json(random, property, text);
            var isFound = Finds(redactor, JsonNode.Parse(json)!, "");
            var isPassed = redactor.Passes(Encoding.UTF8.GetBytes(json));
            (found, passed) = (found + (isFound ? 1 : 0), passed + (isPassed ? 1 : 0));
            (isFound && isPassed).ShouldBeFalse($"seed {seed}: {json}");
            (!redactor.Suspicion.Of(text) && redactor.Search(text, Hint.None).Count > 0).ShouldBeFalse($"seed {seed}: {text}");
            var stored = new List<Cairn.Ingest.Redaction.Redaction>();
            RedactObject.Run(Encoding.UTF8.GetBytes(json), redactor, PropertyScope.Event, "", isAlias: false, stored);
            (stored.Count > 0).ShouldBe(isFound, $"seed {seed}: {json}");
        }

        output.WriteLine($"{name}: {found} of {Generated + labelled.Count} have findings, {passed} passed at one look");
        found.ShouldBeGreaterThan(30);
    }

    /// <summary>The reference: slow and plain.</summary>
    private static bool Finds(Redactor redactor, JsonNode? node, string name) =>
        node switch
        {
            JsonObject members => members.Any(m => Finds(redactor, m.Key, m.Value)),
            JsonArray items => items.Any(item => Finds(redactor, item, name)),
            JsonValue value => redactor.Search(value.ToString(), redactor.Names.Of(PropertyScope.Event, name).Hint).Count > 0,
            _ => false,
        };

    private static bool Finds(Redactor redactor, string name, JsonNode? value)
    {
        if (redactor.Search(name, Hint.None).Count > 0)
            return true;
        var isText = value is not null && value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False);
        if (!redactor.Names.Of(PropertyScope.Event, name).IsSecret || !isText)
            return isText && Finds(redactor, value, name);
        return value!.ToString() is var text && text.Length > 0 && !Replacement.IsOne(text);
    }

    private static string Json(Random random, string property, string text)
    {
        var (name, value) = (JsonSerializer.Serialize(property), JsonSerializer.Serialize(text, Relaxed));
        return random.Next(4) switch
        {
            0 => $$"""{{{name}}:{{value}}}""",
            1 => $$"""{"a":[1,{{{name}}:{{value}}}],"screen_width":1920,"$lib_version":"1.200.3"}""",
            2 => $$"""{"$current_url":"https://shop.example/a?b=c","in_stock":true,"title":{{value}},"n":4111}""",
            _ => $$"""{"language":"de-DE",{{name}}:{"x":{{value}}},"load_ms":412}""",
        };
    }

    private static JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Piece(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => _pieces[random.Next(_pieces.Length)]));
}
