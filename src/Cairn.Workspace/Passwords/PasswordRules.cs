using Cairn.Events;

namespace Cairn.Workspace.Passwords;

/// <summary>What a password must be: 8 to 256 characters, none of the commonest, not the e-mail address. No rules about kinds of characters: they make
/// passwords worse (OWASP ASVS 2.1.9).</summary>
public static class PasswordRules
{
    public const int MinLength = WorkspaceServices.MinPasswordLength;
    public const int MaxLength = 256;

    private static readonly Lazy<HashSet<string>> _common = new(ReadCommon);

    /// <returns>Null when it may be one.</returns>
    public static InputError? Fault(string password, string email, string pointer)
    {
        if (password.Length < MinLength)
            return new(pointer, "weak_password", $"Use at least {MinLength} characters.");
        if (password.Length > MaxLength)
            return new(pointer, "too_long", $"This must have at most {MaxLength} characters.");
        if (IsEmail(password, email))
            return new(pointer, "weak_password", "This is the e-mail address. Use something that others do not know.");
        return IsCommon(password)
            ? new(
                pointer,
                "common_password",
                "This is one of the passwords that are tried first. Use several words, or let a password manager make one."
            )
            : null;
    }

    public static bool IsCommon(string password) => _common.Value.Contains(password.ToLowerInvariant());

    private static bool IsEmail(string password, string email) =>
        string.Equals(password, email, StringComparison.OrdinalIgnoreCase)
        || string.Equals(password, email.Split('@')[0], StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
