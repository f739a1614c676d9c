namespace Cairn.Processes;

/// <summary>How an engine does, at one moment.</summary>
/// <param name="IsReady">It answered its last probe.</param>
/// <param name="ProcessId">Of the child Cairn started; null while none runs, and for somebody else's server.</param>
/// <param name="Restarts">How often the child was started again since the server started.</param>
/// <param name="ResidentBytes">Of the child and its own children; shared pages are counted once per process.</param>
/// <param name="LastError">Why it is not ready, or why it last died. Never a password.</param>
public sealed record EngineStatus(bool IsReady, int? ProcessId, int Restarts, long? ResidentBytes, string? LastError);
