using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Workspace.Erasing;

namespace Cairn.Server.Erasing;

/// <summary>Signs receipts with the server's key, <c>keys/receipts.pem</c> in the data folder, made when it is missing.</summary>
internal sealed class SignReceipts : IDisposable
{
    private const string Algorithm = "ES256";
    private readonly ECDsa _key;

    public SignReceipts(string path)
    {
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path))
            _key.ImportFromPem(File.ReadAllText(path));
        else
            MasterKey.WritePrivate(path, _key.ExportPkcs8PrivateKeyPem());
        var publicKey = _key.ExportSubjectPublicKeyInfo();
        Key = new ReceiptKey(Algorithm, Convert.ToHexStringLower(SHA256.HashData(publicKey))[..16], _key.ExportSubjectPublicKeyInfoPem());
    }

    public ReceiptKey Key { get; }

    public SignedReceipt Sign(ErasureReceipt receipt, JsonSerializerOptions json)
    {
        var signature = _key.SignData(Canonical(JsonSerializer.SerializeToElement(receipt, json)), HashAlgorithmName.SHA256);
        return new SignedReceipt(receipt, new ReceiptSignature(Algorithm, Key.KeyId, Base64Url.EncodeToString(signature)));
    }

    /// <summary>Whether this server signed exactly this.</summary>
    public bool IsOurs(JsonElement receipt, string signature) =>
        Base64Url.IsValid(signature)
        && Base64Url.DecodeFromChars(signature) is var bytes
        && _key.VerifyData(Canonical(receipt), bytes, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();

    private static byte[] Canonical(JsonElement json)
    {
        var text = new StringBuilder();
        Write(json, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(JsonElement json, StringBuilder text)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var (i, field) in json.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal).Index())
                {
                    text.Append(i > 0 ? "," : "").Append(JsonSerializer.Serialize(field.Name)).Append(':');
                    Write(field.Value, text);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var (i, item) in json.EnumerateArray().Index())
                {
                    text.Append(i > 0 ? "," : "");
                    Write(item, text);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(json.GetString()));
                break;
            default:
                text.Append(json.GetRawText());
                break;
        }
    }
}
