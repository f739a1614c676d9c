using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>Questions and definitions are read field by field, and their schemas written by hand. A reader that meets a field or a word that it does not know
/// lists those that it does: the same that the schema lists.</summary>
public sealed partial class OpenApiQuestionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Wrong = "zzz";

    [Theory]
    [InlineData("TrendsQuestion")]
    [InlineData("FunnelQuestion")]
    [InlineData("RetentionQuestion")]
    [InlineData("LifecycleQuestion")]
    [InlineData("StickinessQuestion")]
    [InlineData("PathsQuestion")]
    [InlineData("CorrelationQuestion")]
    [InlineData("DiscoveryQuestion")]
    [InlineData("SqlQuestion")]
    public Task The_schema_of_a_question_names_the_fields_and_words_that_its_reader_knows(string schema) =>
        CheckAsync(schema, body => ("/query", body, ""));

    [Fact]
    public Task The_schema_of_a_definition_names_the_fields_and_words_that_its_reader_knows() =>
        CheckAsync("CohortRule", body => ("/cohorts/preview", new JsonObject { ["definition"] = body }, "/definition"));

    [Theory]
    [InlineData("NewReport", "/reports", false)]
    [InlineData("CohortBody", "/cohorts", false)]
    [InlineData("PersonsRequest", "/query/persons", false)]
    [InlineData("NewBoard", "/boards", true)]
    public Task The_schema_of_a_body_names_the_fields_that_its_reader_knows(string schema, string path, bool isDeep) =>
        CheckAsync(schema, body => (path, body, ""), isDeep);

    [Fact]
    public async Task A_query_string_that_refuses_unknown_names_is_described_by_those_that_it_knows()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var document = (await project.Owner.GetAsync("/openapi/v1.json")).Json;
        var common = document.GetProperty("components").GetProperty("parameters");
        var asked = 0;
        foreach (
            var path in document
                .GetProperty("paths")
                .EnumerateObject()
                .Where(p => p.Name.StartsWith("/api/projects/{slug}/", StringComparison.Ordinal))
        )
        {
            if (!path.Value.TryGetProperty("get", out var operation))
                continue;
            var url = project.Path(PlaceInPath().Replace(path.Name["/api/projects/{slug}".Length..], Guid.Empty.ToString()));
            var answer = await project.Owner.GetAsync($"{url}?{Wrong}=1");
            if (
                answer.Status != 400
                || answer.Json.GetProperty("errors").EnumerateArray().All(e => e.GetProperty("pointer").GetString() != "/" + Wrong)
            )
                continue;
            asked++;
            var fault = answer.Json.GetProperty("errors").EnumerateArray().First(e => e.GetProperty("pointer").GetString() == "/" + Wrong);
            var described = operation
                .GetProperty("parameters")
                .EnumerateArray()
                .Select(p => p.TryGetProperty("$ref", out var r) ? common.GetProperty(r.GetString()!.Split('/')[^1]) : p)
                .Where(p => p.GetProperty("in").GetString() == "query")
                .Select(p => p.GetProperty("name").GetString()!);
            Known(fault.GetProperty("message").GetString()!).ShouldBe(described, ignoreOrder: true, path.Name);
        }

        asked.ShouldBeGreaterThan(5);
    }

    private async Task CheckAsync(string schema, Func<JsonNode, (string Path, JsonNode Body, string Pointer)> send, bool isDeep = true)
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var http = project.Owner;
        var schemas = (await http.GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        var probes = Probes(schemas, schema, isDeep).ToList();
        probes.Count.ShouldBeGreaterThan(0);
        foreach (var probe in probes)
        {
            var (path, body, pointer) = send(probe.Body);
            var answer = await http.PostAsync(project.Path(path), body);
            answer.Status.ShouldBe(400, probe.Pointer);
            var fault = answer
                .Json.GetProperty("errors")
                .EnumerateArray()
                .FirstOrDefault(e => e.GetProperty("pointer").GetString() == pointer + probe.Pointer);
            fault.ValueKind.ShouldBe(JsonValueKind.Object, $"nothing is said of {probe.Pointer}: {answer.Text}");
            Known(fault.GetProperty("message").GetString()!).ShouldBe(probe.Known, ignoreOrder: true, probe.Pointer);
        }
    }

    /// <summary>A body with something unknown at the pointer, and what the schema says is known there.</summary>
    private sealed record Probe(JsonNode Body, string Pointer, IReadOnlyList<string> Known);

    /// <summary>One for every object and every list of words within a schema; those of a schema that was seen before are left out.</summary>
    private static IEnumerable<Probe> Probes(JsonElement schemas, string name, bool isDeep)
    {
        var seen = new HashSet<string>();
        return Of(schemas.GetProperty(name), body => body, "");

        IEnumerable<Probe> Of(JsonElement schema, Func<JsonNode, JsonNode> place, string pointer)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                var target = reference.GetString()!.Split('/')[^1];
                return seen.Add(target) ? Of(schemas.GetProperty(target), place, pointer) : [];
            }

            if (schema.TryGetProperty("oneOf", out var choices))
                return choices.EnumerateArray().SelectMany(choice => Of(choice, place, pointer));
            if (schema.TryGetProperty("items", out var items))
                return Of(items, item => place(new JsonArray(item)), pointer + "/0");
            if (schema.TryGetProperty("properties", out var properties))
                return OfObject(schema, properties, place, pointer);
            if (schema.TryGetProperty("enum", out var words) && words[0].ValueKind == JsonValueKind.String)
                return [new Probe(place(Wrong), pointer, [.. words.EnumerateArray().Select(w => w.GetString()!)])];
            return [];
        }

        IEnumerable<Probe> OfObject(JsonElement schema, JsonElement properties, Func<JsonNode, JsonNode> place, string pointer)
        {
            var names = properties.EnumerateObject().Select(p => p.Name).ToList();
            yield return new Probe(place(With(Wrong, 0)), $"{pointer}/{Wrong}", names);
            if (!isDeep)
                yield break;
            foreach (var property in properties.EnumerateObject().Where(p => !p.Value.TryGetProperty("const", out _)))
            foreach (var inner in Of(property.Value, value => place(With(property.Name, value)), $"{pointer}/{property.Name}"))
                yield return inner;

            // What is required tells the reader which of several forms it has before it.
            JsonObject With(string name, JsonNode value)
            {
                var body = new JsonObject();
                foreach (var required in schema.TryGetProperty("required", out var list) ? list.EnumerateArray().ToArray() : [])
                {
                    var property = properties.GetProperty(required.GetString()!);
                    body[required.GetString()!] = property.TryGetProperty("const", out var constant)
                        ? JsonNode.Parse(constant.GetRawText())
                        : null;
                }

                body[name] = value;
                return body;
            }
        }
    }

    private static string[] Known(string message) =>
        KnownWords().Match(message) is { Success: true } match ? match.Groups["words"].Value.Split(", ") : [message];

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PlaceInPath();

    [GeneratedRegex(@"Known(?: fields| are)?: (?<words>.+)\.$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex KnownWords();
}
