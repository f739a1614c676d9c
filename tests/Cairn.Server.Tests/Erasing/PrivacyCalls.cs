using System.Text.Json;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Erasing;

/// <summary>What tests ask of a project's privacy.</summary>
public static class PrivacyCalls
{
    public static async Task EncryptAsync(this ProjectCalls project, string[] events, string[] persons)
    {
        var answer = await project.Owner.SendAsync(
            HttpMethod.Put,
            project.Path("/privacy/encryption"),
            JsonSerializer.Serialize(new { eventProperties = events, personProperties = persons })
        );
        answer.Status.ShouldBe(200, answer.Text);
    }

    /// <summary>Asks, waits until it is done, and returns its receipt.</summary>
    public static async Task<JsonElement> EraseAsync(this ProjectCalls project, object person)
    {
        var asked = await project.Owner.PostAsync(project.Path("/privacy/erasures"), person);
        asked.Status.ShouldBe(202, asked.Text);
        return await project.ReceiptAsync(asked.Json.GetProperty("id").GetString()!);
    }

    public static async Task<JsonElement> ReceiptAsync(this ProjectCalls project, string id)
    {
        var state = default(JsonElement);
        await Eventually.TrueAsync(async () =>
        {
            state = (await project.Owner.GetAsync(project.Path($"/privacy/erasures/{id}"))).Json;
            if (state.GetProperty("state").GetString() == "failed")
                throw new InvalidOperationException(state.GetRawText());
            return state.GetProperty("state").GetString() == "done";
        });
        var receipt = await project.Owner.GetAsync(project.Path($"/privacy/erasures/{id}/receipt"));
        receipt.Status.ShouldBe(200, receipt.Text);
        return receipt.Json;
    }

    public static long Removed(this JsonElement receipt, string what) =>
        receipt.GetProperty("receipt").GetProperty("removed").GetProperty(what).GetInt64();

    public static object Event(string name, string distinctId, object? properties = null, object? set = null) =>
        new
        {
            @event = name,
            distinct_id = distinctId,
            properties = properties ?? new { },
            set = set ?? new { },
        };
}
