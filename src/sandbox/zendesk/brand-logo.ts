/** The logo of a brand, sent as a form and shown as an attachment. */

import { deflateSync } from 'node:zlib';
import { blank, invalid, notFound, recordInvalid } from '../errors.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Row } from '../json.ts';
import { flag } from '../json.ts';
import type { Kind } from '../kinds.ts';
import { present, writing } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { noContent, ok, param } from '../router.ts';
import { find, patch } from '../store.ts';

/** The part's name and its types are those of the OpenAPI document (UploadBrandLogo). */
const PART = 'brand[logo][uploaded_data]';
const TYPES = ['image/png', 'image/jpeg', 'image/jpg', 'image/gif'];

/** Recorded logos were brought to 80 pixels and have two thumbnails. */
const SIZES = [
  ['', 80],
  ['_thumb', 32],
  ['_small', 24],
] as const;

export function brandLogoRoutes(brands: Kind): readonly Route[] {
  return [
    { method: 'PUT', path: '/brands/:id/logo', ...writing(brands), handle: (call) => setLogo(brands, call) },
    {
      method: 'DELETE',
      path: '/brands/:id/logo',
      ...writing(brands),
      // "Returns 204 even if the brand had no logo."
      handle: (call) => {
        patch(call.store, 'brands', brandOf(call), { logo: null });
        return noContent();
      },
    },
  ];
}

function brandOf(call: Call): Row {
  const brand = find(call.store, 'brands', param(call, 'id'));
  if (!brand || flag(brand.is_deleted)) throw notFound();
  return brand;
}

function setLogo(brands: Kind, call: Call): Reply {
  const brand = brandOf(call);
  const file = call.files.find((candidate) => candidate.part === PART);
  if (!file) throw recordInvalid([blank('logo')]);
  if (!TYPES.includes(file.type)) throw recordInvalid([invalid('logo', `Logo: ${file.type} is not an image`)]);
  const [logo, ...thumbnails] = SIZES.map(([suffix, pixels]) => picture(call, brand, file.name, suffix, pixels));
  // What is kept was encoded anew, so its size is not that of the file; the sandbox packs the bytes instead of painting.
  const size = deflateSync(file.bytes).length;
  const updated = patch(call.store, 'brands', brand, {
    logo: {
      ...logo,
      content_type: file.type,
      size,
      thumbnails: thumbnails.map((item) => ({ ...item, content_type: file.type, size: Math.ceil(size / 2) })),
    },
  });
  return ok({ brand: present(brands, updated, call) });
}

function picture(call: Call, brand: Row, name: string, suffix: string, pixels: number): Attributes {
  const id = nextNumber(call.store);
  const file = name.replace(/(\.\w+)?$/, `${suffix}$1`);
  const address = `${call.base}/system/brands/${brand.id}/${file}`;
  return {
    url: `${call.base}/api/v2/attachments/${id}.json`,
    id,
    file_name: file,
    content_url: address,
    mapped_content_url: address,
    width: pixels,
    height: pixels,
    inline: false,
  };
}
