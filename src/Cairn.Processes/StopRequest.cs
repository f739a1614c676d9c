using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Processes;

/// <summary>Inside a host: the wish to stop. It comes as the end of stdin (the parent closed it, or died, even by kill -9) or as SIGTERM, SIGINT,
/// SIGHUP or SIGQUIT, whichever is first. Bound to no thread of the parent, unlike PR_SET_PDEATHSIG.</summary>
public sealed class StopRequest : IDisposable
{
    private readonly ManualResetEventSlim _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    private StopRequest(SafeFileHandle parent)
    {
        PosixSignal[] signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        _signals = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        new Thread(() => WatchParent(parent)) { IsBackground = true, Name = "parent watch" }.Start();
    }

    /// <summary>Listens from now on.</summary>
    /// <param name="parent">The read end of the pipe whose write end only the parent holds. Taken over.</param>
    public static StopRequest Listen(SafeFileHandle parent) => new(parent);

    public bool IsAsked => _asked.IsSet;

    public void Wait() => _asked.Wait();

    public bool Wait(TimeSpan timeout) => _asked.Wait(timeout);

    public void Ask() => _asked.Set();

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _asked.Set();
    }

    private void WatchParent(SafeFileHandle parent)
    {
        using var stream = new FileStream(parent, FileAccess.Read, bufferSize: 0);
        try
        {
            var buffer = new byte[64];
            while (stream.Read(buffer) > 0) { }
        }
        catch (IOException)
        {
            // A broken pipe is an end as well.
        }

        _asked.Set();
    }
}
