namespace Cairn.Server.Mail;

/// <summary>A letter to be written and sent.</summary>
internal abstract record Letter(string To)
{
    /// <summary>Somebody forgot a password, if there is an account with this address at all.</summary>
    public sealed record Reset(string To) : Letter(To);

    /// <param name="Where">The project's name, or "Cairn".</param>
    public sealed record Invitation(string To, string By, string Where, string Role, string Link) : Letter(To);
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

    /// <summary>Names come from people: no line breaks, or they could write headers and paragraphs of their own.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
