using Cairn.Events;

namespace Cairn.Workspace.Passwords;

/// <summary>What a password that somebody chooses must be: 12 to 128 characters, none of those that are tried first, not the e-mail address. No rules about kinds of
/// characters: they make passwords worse (OWASP ASVS 2.1.1, 2.1.2, 2.1.7, 2.1.9).</summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    /// <summary>Of CAIRN_OWNER_PASSWORD, which is held against nothing else.</summary>
    public const int MinOperatorLength = 8;

    /// <summary>What is read at all where a password is typed: the operator's may be longer than <see cref="MaxLength"/>.</summary>
    public const int MaxTypedLength = 256;

    /// <returns>Null when it may be one.</returns>
    public static InputError? Fault(string password, string email, string pointer)
    {
        if (password.Length > MaxLength)
            return new(pointer, "too_long", $"This must have at most {MaxLength} characters.");
        if (IsEmail(password, email))
            return new(pointer, "weak_password", "This is the e-mail address. Use something that others do not know.");
        if (CommonPasswords.Has(password))
            return new(
                pointer,
                "common_password",
                "This is one of the passwords that are tried first. Use several words, or let a password manager make one."
            );
        return LengthOf(password) < MinLength ? new(pointer, "weak_password", $"Use at least {MinLength} characters.") : null;
    }

    /// <summary>Spaces in a row count as one: they are the cheapest way to twelve.</summary>
    private static int LengthOf(string password) => password.Where((c, i) => c != ' ' || i == 0 || password[i - 1] != ' ').Count();

    /// <summary>All of it or what stands before the @, whatever digits and signs stand around.</summary>
    private static bool IsEmail(string password, string email)
    {
        var core = CommonPasswords.Core(password);
        return core.Length > 0
            && (
                core.Equals(CommonPasswords.Core(email), StringComparison.OrdinalIgnoreCase)
                || core.Equals(CommonPasswords.Core(email.Split('@')[0]), StringComparison.OrdinalIgnoreCase)
            );
    }
}
