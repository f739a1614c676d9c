using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Ingesting;

public sealed class TraceTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_trace_whose_user_is_known_late_is_that_persons_before_and_after()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());

        await SendAsync(project, Span(trace, "00000000000000a1", "gen_ai.request.model", "m"));
        await project.AcceptedAsync(new { @event = "visit", distinct_id = "ann" });
        (await PersonsAsync(project)).ShouldBe(2);
        await SendAsync(project, Span(trace, "00000000000000a0", "user.id", "ann"));

        (await PersonsAsync(project)).ShouldBe(1);
        var calls = (await project.StoredAsync()).Where(e => e.GetProperty("event").GetString() == "$ai_generation");
        calls.ShouldHaveSingleItem().GetProperty("distinctId").GetString().ShouldBe(trace);
    }

    private static async Task<int> PersonsAsync(ProjectCalls project) =>
        (await project.StoredAsync()).Select(e => e.GetProperty("personId").GetString()).Distinct().Count();

    private static async Task SendAsync(ProjectCalls project, object span)
    {
        var body = new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans = new[] { span } } } } } };
        var answer = await project.IngestRawAsync(
            Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)),
            "/otel/v1/traces",
            ("Content-Type", "application/json"),
            ("x-api-key", project.Keys.WriteKey)
        );
        (answer.Status, answer.Text).ShouldBe((200, """{"partialSuccess":{}}"""));
    }

    private static object Span(string trace, string id, string attribute, string value) =>
        new
        {
            traceId = trace,
            spanId = id,
            name = "step",
            attributes = new[] { new { key = attribute, value = new { stringValue = value } } },
        };
}
