namespace Cairn.Store.Engine;

/// <summary>A terminal on descriptor 0 that nobody sits at. ClickHouse's local mode installs an error handler that ends the process when an
/// exception escapes a connection's thread (a bad Content-Length over HTTP is enough), unless it is interactive, and it is interactive only on a
/// terminal.</summary>
internal sealed class PseudoTerminal
{
    private readonly int _master;

    private PseudoTerminal(int master) => _master = master;

    public static PseudoTerminal OnStandardInput()
    {
        var (master, path) = Libc.OpenPseudoTerminal();
        Libc.Redirect(0, path);
        return new PseudoTerminal(master);
    }

    /// <summary>Ctrl-D: ends an interactive session that sits at its prompt.</summary>
    public bool WriteEndOfTransmission()
    {
        Libc.WriteByte(_master, 0x04);
        return true;
    }
}
