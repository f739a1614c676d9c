namespace Cairn.Client;

/// <summary>An event as it is sent: the same bytes and the same id at every attempt.</summary>
internal sealed record OutgoingEvent(Guid Id, string Event, byte[] Json)
{
    /// <summary>The server refuses a larger one.</summary>
    public const int MaxBytes = 1024 * 1024;
}
