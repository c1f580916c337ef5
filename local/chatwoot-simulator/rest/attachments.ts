import { extname } from 'node:path';
import { unprocessable, type World } from '../domain/world.ts';
import type { Attachment } from '../store/records.ts';
import type { UploadedFile } from './request.ts';

/** Keeps uploaded files; they are served at `/files/{id}/{name}` below the simulator. */
export function storeUploads(world: World, files: readonly UploadedFile[]): Attachment[] {
  if (files.length > 15) throw unprocessable('Validation failed: Attachments exceeded maximum allowed');
  return files.map((file) => {
    const fileId = world.store.keepFile(file.type, file.bytes);
    return newAttachment(world, {
      contentType: file.type,
      url: `/files/${fileId}/${encodeURIComponent(file.name)}`,
      size: file.bytes.length,
      extension: extname(file.name).slice(1) || null,
    });
  });
}

/** An attachment row with an id of its own. */
export function newAttachment(
  world: World,
  file: { contentType: string; url: string; size: number; extension?: string | null },
): Attachment {
  return {
    id: world.store.attachmentIds.insert({}).id,
    fileType: /^(image|audio|video)\//.exec(file.contentType)?.[1] ?? 'file',
    extension: file.extension ?? null,
    contentType: file.contentType,
    url: file.url,
    size: file.size,
    width: null,
    height: null,
  };
}
