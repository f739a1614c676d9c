using System.Globalization;

namespace Cairn.Server.Mail;

/// <summary>A letter to be written and sent.</summary>
internal abstract record Letter(string To)
{
    /// <summary>Somebody forgot a password, if there is an account with this address at all.</summary>
    public sealed record Reset(string To) : Letter(To);

    /// <param name="Where">The project's name, or "Cairn".</param>
    public sealed record Invitation(string To, string By, string Where, string Role, string Link) : Letter(To);

    /// <summary>The way the account signs in changed, or somebody tried something odd.</summary>
    /// <param name="Address">Of who did it; null: not known.</param>
    /// <param name="Browser">In words.</param>
    public sealed record Changed(string To, SecurityChange What, DateTimeOffset At, string? Address, string Browser) : Letter(To);
}

/// <summary>The words of letters: plain text, nothing to load, one link.</summary>
internal static class LetterText
{
    public static (string Subject, string Body) Reset(string link) =>
        (
            "Set a new password for Cairn",
            $"""
            Somebody, probably you, asked for a new password for your account in Cairn.

            Set it here, within an hour:
            {link}

            The link works once. If it was not you, do nothing: your password stays as it is.
            """
        );

    public static (string Subject, string Body) Invitation(Letter.Invitation letter) =>
        (
            $"Invitation to {OneLine(letter.Where)}",
            $"""
            {OneLine(letter.By)} invites you to {OneLine(letter.Where)} in Cairn, with the role {letter.Role}.

            Accept here, within seven days:
            {letter.Link}

            The link works once.
            """
        );

    public static (string Subject, string Body) Changed(Letter.Changed letter, string accountPage)
    {
        var what = What(letter.What);
        var fix =
            letter.What is SecurityChange.Deleted
                ? "If it was not you, ask an owner of this Cairn for a new invitation, and set a new password for your mail."
                : $"If it was not you, set a new password at once and look at what is signed in:\n{accountPage}\nIf you cannot sign in, ask for a new password on the page for signing in, or ask the owner of this Cairn.";
        return (
            "Your account in Cairn: " + what,
            $"""
            Your account in Cairn: {what}.

            When: {letter.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC
            From: {letter.Address ?? "an unknown address"}, {letter.Browser}

            If it was you, there is nothing to do.
            {fix}
            """
        );
    }

    private static string What(SecurityChange change) =>
        change switch
        {
            SecurityChange.Password => "the password was changed",
            SecurityChange.PasswordByLink => "a new password was set with a link",
            SecurityChange.SecondFactorOn => "the second factor was turned on",
            SecurityChange.SecondFactorOff => "the second factor was turned off",
            SecurityChange.RecoveryCodes => "there are new recovery codes, and the old ones open nothing",
            SecurityChange.PasskeyAdded => "a passkey was added",
            SecurityChange.PasskeyRemoved => "a passkey was removed",
            SecurityChange.CodeUsedTwice => "somebody had your password and tried a code that was used before",
            SecurityChange.Deleted => "it was deleted",
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "There are no words for it."),
        };

    /// <summary>Names come from people: no line breaks, or they could write headers and paragraphs of their own.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
