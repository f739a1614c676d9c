using System.Diagnostics.Metrics;
using Cairn.Workspace.Access;

namespace Cairn.Server.Telemetry;

/// <summary>Sign-ins and letters, for whoever watches for guessing or for a mail server that refuses.</summary>
internal sealed class AccountMeter : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _signIns;
    private readonly Counter<long> _letters;

    public AccountMeter(IMeterFactory meters, WorkspaceAccess workspace)
    {
        _meter = meters.Create("Cairn.Accounts");
        _signIns = _meter.CreateCounter<long>("cairn.sign_ins", description: "Steps of sign-ins, by method and result.");
        _letters = _meter.CreateCounter<long>("cairn.letters", description: "Letters handed to the mail server, or refused by it.");
        _meter.CreateObservableGauge(
            "cairn.sessions",
            () => (long)workspace.Current.SessionCount,
            description: "Browsers that are signed in."
        );
    }

    /// <param name="method">password, code, recovery_code or passkey.</param>
    public void SignIn(string method, bool isRight) => _signIns.Add(1, new("method", method), new("result", isRight ? "right" : "refused"));

    public void Letter(bool isSent) => _letters.Add(1, new KeyValuePair<string, object?>("result", isSent ? "sent" : "failed"));

    public void Dispose() => _meter.Dispose();
}
