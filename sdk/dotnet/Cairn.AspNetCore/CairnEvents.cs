using Cairn.Client;
using Microsoft.AspNetCore.Http;

namespace Cairn.AspNetCore;

/// <summary>What happens in an application's domain, said with one call each, so that every program names it alike. Whose it is comes from the request; no call throws, and none
/// waits. Values that somebody typed (passwords, codes, addresses, card numbers) have no place in any of these and no parameter.</summary>
public sealed class CairnEvents
{
    private readonly CairnClient _client;
    private readonly FindVisitor _visitors;

    internal CairnEvents(CairnClient client, FindVisitor visitors) => (_client, _visitors) = (client, visitors);

    /// <summary>Somebody made an account: <c>signed_up</c>. What the browser did before counts as theirs from now on.</summary>
    /// <param name="userId">The id that the user's requests will have.</param>
    /// <param name="method"><c>password</c>, <c>google</c>, <c>passkey</c>.</param>
    /// <param name="set">Properties of the person.</param>
    public async ValueTask SignedUpAsync(HttpContext context, string userId, string? method = null, object? set = null)
    {
        await IdentifyAsync(context, userId, set).ConfigureAwait(false);
        await TrackAsync(context, "signed_up", userId, ("method", method)).ConfigureAwait(false);
    }

    /// <summary>Somebody signed in: <c>signed_in</c>. What the browser did before counts as theirs from now on.</summary>
    /// <inheritdoc cref="SignedUpAsync"/>
    public async ValueTask SignedInAsync(HttpContext context, string userId, string? method = null, object? set = null)
    {
        await IdentifyAsync(context, userId, set).ConfigureAwait(false);
        await TrackAsync(context, "signed_in", userId, ("method", method)).ConfigureAwait(false);
    }

    /// <summary>Somebody tried to sign in and could not: <c>sign_in_failed</c>. Whom they claimed to be is not sent.</summary>
    /// <param name="reason"><c>wrong_password</c>, <c>locked</c>.</param>
    /// <param name="method"><c>password</c>, <c>google</c>, <c>passkey</c>.</param>
    public ValueTask SignInFailedAsync(HttpContext context, string? reason = null, string? method = null) =>
        TrackAsync(context, "sign_in_failed", null, ("reason", reason), ("method", method));

    /// <summary>Somebody signed out: <c>signed_out</c>.</summary>
    /// <param name="userId">Null: the request's user. Give it when the sign-out has cleared that already.</param>
    public ValueTask SignedOutAsync(HttpContext context, string? userId = null) => TrackAsync(context, "signed_out", userId);

    /// <summary>Somebody paid: <c>payment_succeeded</c>, with <c>revenue</c> and <c>currency</c>.</summary>
    /// <param name="amount">In whole units of the currency: 99.99.</param>
    /// <param name="currency">ISO 4217: <c>EUR</c>.</param>
    /// <param name="paymentId">The program's own id of the payment.</param>
    /// <param name="method"><c>card</c>, <c>invoice</c>.</param>
    /// <param name="userId">Null: the request's. Give it in a payment provider's webhook, which is nobody's request.</param>
    public ValueTask PaidAsync(
        HttpContext context,
        decimal amount,
        string currency,
        string? paymentId = null,
        string? method = null,
        string? userId = null
    ) =>
        TrackAsync(
            context,
            "payment_succeeded",
            userId,
            ("revenue", amount),
            ("currency", currency),
            ("payment_id", paymentId),
            ("method", method)
        );

    /// <summary>A payment did not go through: <c>payment_failed</c>, with <c>amount</c>, which is no revenue.</summary>
    /// <param name="reason"><c>card_declined</c>.</param>
    /// <inheritdoc cref="PaidAsync"/>
    public ValueTask PaymentFailedAsync(
        HttpContext context,
        decimal amount,
        string currency,
        string? reason = null,
        string? paymentId = null,
        string? userId = null
    ) =>
        TrackAsync(
            context,
            "payment_failed",
            userId,
            ("amount", amount),
            ("currency", currency),
            ("reason", reason),
            ("payment_id", paymentId)
        );

    /// <summary>Money went back: <c>payment_refunded</c>, with <c>revenue</c> below zero.</summary>
    /// <inheritdoc cref="PaidAsync"/>
    public ValueTask RefundedAsync(HttpContext context, decimal amount, string currency, string? paymentId = null, string? userId = null) =>
        TrackAsync(context, "payment_refunded", userId, ("revenue", -Math.Abs(amount)), ("currency", currency), ("payment_id", paymentId));

    /// <summary>Somebody changed their profile: <c>profile_changed</c>, with the names of what changed.</summary>
    /// <param name="fields">Names, never values: <c>email</c>, <c>avatar</c>.</param>
    /// <param name="set">Properties of the person that may be known to analytics.</param>
    public async ValueTask ProfileChangedAsync(HttpContext context, IReadOnlyCollection<string> fields, object? set = null)
    {
        if (_visitors.TryOf(context) is { IsUser: true } visitor && set is not null)
            await _client.SetAsync(visitor.DistinctId, set).ConfigureAwait(false);
        await TrackAsync(context, "profile_changed", null, ("fields", fields)).ConfigureAwait(false);
    }

    /// <summary>A one-time code was sent: <c>one_time_code_sent</c>. Never the code, never the address.</summary>
    /// <param name="channel"><c>sms</c>, <c>email</c>, <c>app</c>.</param>
    /// <param name="purpose"><c>sign_in</c>, <c>payment</c>.</param>
    /// <param name="userId">Null: the request's.</param>
    public ValueTask OneTimeCodeSentAsync(HttpContext context, string channel, string? purpose = null, string? userId = null) =>
        TrackAsync(context, "one_time_code_sent", userId, ("channel", channel), ("purpose", purpose));

    /// <summary>The right code was entered: <c>one_time_code_verified</c>.</summary>
    /// <inheritdoc cref="OneTimeCodeSentAsync"/>
    public ValueTask OneTimeCodeVerifiedAsync(HttpContext context, string channel, string? purpose = null, string? userId = null) =>
        TrackAsync(context, "one_time_code_verified", userId, ("channel", channel), ("purpose", purpose));

    /// <summary>A wrong or late code was entered: <c>one_time_code_failed</c>.</summary>
    /// <param name="reason"><c>wrong</c>, <c>expired</c>, <c>too_many</c>.</param>
    /// <inheritdoc cref="OneTimeCodeSentAsync"/>
    public ValueTask OneTimeCodeFailedAsync(
        HttpContext context,
        string channel,
        string? reason = null,
        string? purpose = null,
        string? userId = null
    ) => TrackAsync(context, "one_time_code_failed", userId, ("channel", channel), ("reason", reason), ("purpose", purpose));

    /// <summary>Any other event of whoever sent the request.</summary>
    /// <inheritdoc cref="CairnClient.TrackAsync(string, string, object)"/>
    public async ValueTask TrackAsync(HttpContext context, string eventName, object? properties = null)
    {
        if (_visitors.TryOf(context) is { } visitor)
            await _client
                .TrackAsync(new CairnEvent(eventName, visitor.DistinctId) { SessionId = visitor.SessionId, Properties = properties })
                .ConfigureAwait(false);
    }

    private async ValueTask IdentifyAsync(HttpContext context, string userId, object? set)
    {
        var anonymousId = _visitors.TryOf(context)?.AnonymousId;
        if (anonymousId is not null || set is not null)
            await _client.IdentifyAsync(userId, anonymousId == userId ? null : anonymousId, set).ConfigureAwait(false);
    }

    private async ValueTask TrackAsync(HttpContext context, string eventName, string? userId, params (string Name, object? Value)[] own)
    {
        var visitor = _visitors.TryOf(context);
        if ((userId ?? visitor?.DistinctId) is not { } distinctId)
            return;
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in own)
            if (value is not null)
                properties[name] = value;
        await _client
            .TrackAsync(new CairnEvent(eventName, distinctId) { SessionId = visitor?.SessionId, Properties = properties })
            .ConfigureAwait(false);
    }
}
