<?php
/** Signing an order: a JWS in its compact form (RFC 7515) by HS256. Nothing here knows WordPress. */

function recourse_part(string $bytes): string {
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/**
 * @param array  $payload store, order, exp and what the shop knows of the order.
 * @param string $kid     the key's name, as in the Worker's STORE_KEYS.
 * @param string $secret  the key, base64url.
 */
function recourse_sign(array $payload, string $kid, string $secret): string {
    $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR;
    $text = recourse_part(json_encode(['alg' => 'HS256', 'kid' => $kid], $flags)) . '.' . recourse_part(json_encode($payload, $flags));
    return $text . '.' . recourse_part(hash_hmac('sha256', $text, base64_decode(strtr($secret, '-_', '+/')), true));
}
