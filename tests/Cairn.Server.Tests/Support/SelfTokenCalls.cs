using System.Buffers.Text;
using System.Text;
using Cairn.Workspace.Access;
using Cairn.Workspace.SelfTokens;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Support;

/// <summary>Tokens for one person, good ones and others.</summary>
internal static class SelfTokenCalls
{
    public static async Task<string> MakeAsync(Http maker, string slug, string distinctId)
    {
        var made = await maker.PostAsync($"/api/projects/{slug}/self-tokens", new { distinctId });
        made.Status.ShouldBe(201, made.Text);
        return made.Json.GetProperty("token").GetString()!;
    }

    /// <summary>Says something else under the old signature.</summary>
    public static string Changed(string token, string from, string to)
    {
        var parts = token["cst_".Length..].Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0]));
        var changed = claims.Replace(from, to, StringComparison.Ordinal);
        changed.ShouldNotBe(claims);
        return $"cst_{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed))}.{parts[1]}";
    }

    /// <summary>Signed as it should be, and over since a second. Made by the instance's key.</summary>
    public static string Over(TestServer server, string slug)
    {
        var workspace = server.Services.GetRequiredService<WorkspaceAccess>().Current;
        var maker = workspace.FindApiKey(TestServer.InstanceKey)!;
        return SignSelfToken.Run(workspace.FindProject(slug)!, maker, "ada", DateTimeOffset.UtcNow.AddSeconds(-1));
    }
}
