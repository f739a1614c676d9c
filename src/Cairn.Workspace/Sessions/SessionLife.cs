namespace Cairn.Workspace.Sessions;

/// <summary>How long a session lives.</summary>
public static class SessionLife
{
    /// <summary>Without use.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    /// <summary>However much it is used (OWASP ASVS 3.3.2).</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(30);

    public static bool IsOver(DateTimeOffset madeAt, DateTimeOffset seenAt, DateTimeOffset now) =>
        now - madeAt >= Most || now - seenAt >= Idle;
}
