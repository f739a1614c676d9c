using System.Runtime.CompilerServices;
using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class OpenApiTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_document_needs_no_key_and_is_the_one_that_the_web_app_is_made_from_Golden()
    {
        using var http = shared.Server.WithKey(null);
        var served = (await http.GetAsync("/openapi/v1.json")).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";

        var file = Path.Combine(Repository(), "web/src/api/openapi.json");
        if (Environment.GetEnvironmentVariable("CAIRN_GOLDEN") == "write")
            await File.WriteAllTextAsync(file, served);
        served.ShouldBe(await File.ReadAllTextAsync(file), "./dev golden writes it anew; then npm run generate in web.");
    }

    [Fact]
    public async Task Every_operation_says_what_it_is_takes_and_answers()
    {
        using var http = shared.Server.WithKey(null);
        var document = (await http.GetAsync("/openapi/v1.json")).Json;

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        foreach (var method in path.Value.EnumerateObject())
        {
            var (name, operation) = ($"{method.Name} {path.Name}", method.Value);
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(name);
            operation.GetProperty("tags").GetArrayLength().ShouldBe(1, name);
            operation.GetProperty("responses").TryGetProperty("default", out _).ShouldBeTrue(name);
            foreach (var answer in operation.GetProperty("responses").EnumerateObject().Where(r => r.Name is not ("204" or "default")))
                IsTyped(answer.Value).ShouldBeTrue($"{name} {answer.Name}: give the endpoint .Produces<T>() or 204");
            if (method.Name == "put")
                operation.TryGetProperty("requestBody", out _).ShouldBeTrue($"{name}: what does it take? See OpenApi/ReadByHand.json");
            foreach (var place in path.Name.Split('/').Where(p => p.StartsWith('{')))
                operation.GetProperty("parameters").EnumerateArray().Any(p => IsNamed(p, place.Trim('{', '}'))).ShouldBeTrue(name);
        }

        static bool IsNamed(JsonElement parameter, string name) =>
            parameter.TryGetProperty("name", out var given) && given.GetString() == name;

        static bool IsTyped(JsonElement answer) =>
            answer.TryGetProperty("$ref", out _)
            || (
                answer.TryGetProperty("content", out var content)
                && content.EnumerateObject().All(c => c.Value.TryGetProperty("schema", out _))
            );
    }

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));
}
