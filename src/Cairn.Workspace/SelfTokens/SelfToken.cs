using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Events;
using Cairn.Workspace.Access;

namespace Cairn.Workspace.SelfTokens;

/// <summary>What a token for one person says. Signed, not encrypted: its bearer may read all of it.</summary>
/// <param name="Project">Where the person is.</param>
/// <param name="DistinctId">Names the person: whoever this id belongs to when a question is asked.</param>
/// <param name="ExpiresAt">To the second.</param>
/// <param name="Maker">The account or API key that made it, and on whose standing it goes on to hold.</param>
public sealed record SelfToken(ProjectId Project, string DistinctId, DateTimeOffset ExpiresAt, CallerKind MakerKind, Guid Maker)
{
    public const string Prefix = "cst_";

    /// <summary>A distinct id of 400 characters takes up to 2,300 of them.</summary>
    private const int MaxLength = 4_096;

    private static readonly JsonWriterOptions _short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsOne(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Without the signature.</summary>
    internal string Write()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _short))
        {
            json.WriteStartObject();
            json.WriteNumber("project", Project.Value);
            json.WriteString("distinctId", DistinctId);
            json.WriteNumber("expires", ExpiresAt.ToUnixTimeSeconds());
            json.WriteString("by", MakerKind is CallerKind.Account ? "account" : "key");
            json.WriteString("maker", Maker);
            json.WriteEndObject();
        }

        return Prefix + Base64Url.EncodeToString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>What stands in a token, and its two parts; null for what is none. Nothing is believed yet.</summary>
    internal static (SelfToken Token, string Claims, string Signature)? Split(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (!IsOne(text) || text.Length > MaxLength || dot < 0 || !Base64Url.IsValid(text.AsSpan()[Prefix.Length..dot]))
            return null;
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(text.AsSpan()[Prefix.Length..dot]));
            return (Read(json.RootElement), text[..dot], text[(dot + 1)..]);
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return null; // a stranger's text: anything may stand in it
        }
    }

    private static SelfToken Read(JsonElement json) =>
        new(
            new ProjectId(json.GetProperty("project").GetUInt32()),
            json.GetProperty("distinctId").GetString() ?? throw new FormatException(),
            DateTimeOffset.FromUnixTimeSeconds(json.GetProperty("expires").GetInt64()),
            json.GetProperty("by").GetString() == "account" ? CallerKind.Account : CallerKind.ApiKey,
            json.GetProperty("maker").GetGuid()
        );
}
