namespace Cairn.Server.Starting;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>A setting is wrong (EX_CONFIG).</summary>
    public const int WrongSettings = 78;

    /// <summary>An engine, the data folder or the address to listen on cannot be used.</summary>
    public const int CannotStart = 1;
}
