using Cairn.Server.Tests.Keeping;
using Cairn.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Ingesting;

public sealed class RecentRequestTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_last_requests_of_a_key_say_what_was_recognised_and_are_forgotten_with_a_person()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        using var other = await ProjectCalls.CreateAsync(shared.Server);
        var keys = (await project.Owner.GetAsync(project.Path("/keys"))).Json.GetProperty("items").EnumerateArray().ToArray();
        var id = keys.Single(k => k.GetProperty("kind").GetString() == "write").GetProperty("id").GetString();
        using var nobody = shared.Server.WithKey(null);

        await nobody.PostAsync(
            "/posthog/capture/",
            new
            {
                api_key = project.Keys.WriteKey,
                @event = "$groupidentify",
                distinct_id = "ann",
                properties = new { mail = "ann@example.com" },
            }
        );
        await project.IngestAsync(new { @event = "", distinct_id = "ann" });

        var answer = await project.Owner.GetAsync(project.Path($"/keys/{id}/requests"));
        answer.Text.ShouldNotContain("example.com");
        var requests = answer.Json.GetProperty("items").EnumerateArray().ToArray();
        requests.Select(r => r.GetProperty("format").GetString()).ShouldBe(["cairn", "posthog"]);
        requests[0].GetProperty("events")[0].GetProperty("verdict").GetString().ShouldBe("invalid_event");
        var seen = requests[1].GetProperty("events")[0];
        (seen.GetProperty("event").GetString(), seen.GetProperty("sourceEvent").GetString()).ShouldBe(("$group", "$groupidentify"));
        (await other.Owner.GetAsync(other.Path($"/keys/{id}/requests"))).Json.GetProperty("items").GetArrayLength().ShouldBe(0);

        shared.Server.Services.GetRequiredService<Server.Erasing.ForgetPersons>().Run(shared.Server.Id(project));
        (await project.Owner.GetAsync(project.Path($"/keys/{id}/requests"))).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}
