using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.Server.Setup;

/// <summary>The one-time token of the first-start link: 256 random bits, new at every start, worth something only while there is no account.</summary>
public sealed class SetupToken
{
    public string Text { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Takes the same time however much of the guess is right.</summary>
    public bool Matches(string guess) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Text), Encoding.UTF8.GetBytes(guess));
}
