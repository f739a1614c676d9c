using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Cairn.Workspace.Accounts;

/// <summary>What the server must remember between two steps, encrypted and handed to the client: for one purpose, for five minutes, spent once. Spent ones are
/// remembered until they end, by this server only.</summary>
public sealed class OneTimeTickets(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _spent = new();

    public string Issue(string purpose, string payload) =>
        Protector(purpose).Protect(JsonSerializer.Serialize(new Ticket(Guid.NewGuid(), time.GetUtcNow() + Life, payload)));

    /// <summary>What was put in; null for a ticket that is forged, over, spent, or for something else.</summary>
    public OpenTicket? Open(string purpose, string text)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize<Ticket>(Protector(purpose).Unprotect(text));
            return ticket is not null && ticket.Until > time.GetUtcNow() && !_spent.ContainsKey(ticket.Id)
                ? new OpenTicket(ticket.Id, ticket.Until, ticket.Payload)
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    /// <returns>False when somebody was quicker.</returns>
    public bool Spend(OpenTicket ticket)
    {
        var now = time.GetUtcNow();
        foreach (var old in _spent.Where(spent => spent.Value < now))
            _spent.TryRemove(old);
        return _spent.TryAdd(ticket.Id, ticket.Until);
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("ticket", purpose);

    private sealed record Ticket(Guid Id, DateTimeOffset Until, string Payload);
}

/// <summary>A ticket that holds.</summary>
public sealed record OpenTicket(Guid Id, DateTimeOffset Until, string Payload);
