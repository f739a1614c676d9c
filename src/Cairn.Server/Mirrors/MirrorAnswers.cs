using Cairn.Ingest.Mirror;
using Cairn.Workspace.Mirrors;

namespace Cairn.Server.Mirrors;

/// <summary>Where the project's old vendor takes what it receives, and what became of it since the server started.</summary>
/// <param name="Mirror">Null: nothing is set.</param>
/// <param name="Formats">The wire formats to choose from.</param>
/// <param name="Sent">Client requests that the vendor took.</param>
/// <param name="Failed">Those it refused, or did not answer after all tries.</param>
/// <param name="Dropped">Those that were never sent: too much waited, an erasure, a shutdown.</param>
/// <param name="LastFailure">Null: none failed.</param>
internal sealed record MirrorAnswer(
    MirrorSettingAnswer? Mirror,
    IReadOnlyList<string> Formats,
    long Sent,
    long Failed,
    long Dropped,
    int Waiting,
    string? LastFailure,
    DateTimeOffset? LastFailureAt
)
{
    public static MirrorAnswer Of(MirrorRow? row, bool isKeyReadable, MirrorCounts counts) =>
        new(
            row is null
                ? null
                : new MirrorSettingAnswer(
                    row.Format,
                    row.Forward,
                    row.Url,
                    row.KeyEnd,
                    isKeyReadable,
                    row.IsRedacted,
                    row.PassesAddress,
                    row.IsOn,
                    row.UpdatedBy,
                    row.UpdatedAt
                ),
            Ingest.Mirror.Mirrors.Formats,
            counts.Sent,
            counts.Failed,
            counts.Dropped,
            counts.Waiting,
            counts.LastFailure,
            counts.LastFailureAt
        );
}

/// <summary>The setting. The key itself never leaves the server.</summary>
/// <param name="Format">A wire format, or any; null: events are forwarded.</param>
/// <param name="Forward">posthog; null: requests are mirrored.</param>
/// <param name="KeyEnd">The last characters of the vendor's key; null: none is set.</param>
/// <param name="IsKeyReadable">False: another master key sealed it. Enter it again; nothing is sent until then.</param>
/// <param name="Redact">Every value goes through the project's redaction first.</param>
/// <param name="PassAddress">The caller's address goes along.</param>
internal sealed record MirrorSettingAnswer(
    string? Format,
    string? Forward,
    string Url,
    string? KeyEnd,
    bool IsKeyReadable,
    bool Redact,
    bool PassAddress,
    bool IsOn,
    string UpdatedBy,
    DateTimeOffset UpdatedAt
);

/// <summary>What the mirror is to be: one of <paramref name="Format"/> and <paramref name="Forward"/>.</summary>
/// <param name="Format">A wire format, or any.</param>
/// <param name="Forward">posthog.</param>
/// <param name="Url">The vendor's base, https; http to this machine only.</param>
/// <param name="Key">The vendor's own key; absent: as it is, as long as the address stays the same.</param>
/// <param name="Redact">Absent: false.</param>
/// <param name="PassAddress">Absent: false.</param>
/// <param name="IsOn">Absent: true.</param>
internal sealed record MirrorBody(string? Format, string? Forward, string Url, string? Key, bool? Redact, bool? PassAddress, bool? IsOn);
